import { describe, expect, it } from 'vitest';
import { smallCatalog } from '../../test/support/catalog.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { layersWith } from '../../test/support/layers.js';
import { modelsOf } from '../../test/support/models.js';

const mini = 'openai/gpt-4o-mini';
const own = (model_name: string) => ({ from: 'own', model_name });
const base = (model_name: string) => ({ from: 'base', model_name });
const shipped = (model_name: string) => ({ from: 'shipped', model_name });
const byDefault = { from: 'default', model_name: null };
const computed = { from: 'computed', model_name: null };

onEveryEngine((open) => {
  const acme = async () => (await modelsOf(await open())).as('acme');

  describe('a lookup', () => {
    it('answers each distinct name as it was asked, aliases too, and null where it means nothing', async () => {
      const models = await acme();
      await models.post({ model_name: 'x', input_cost: 1 });
      await models.post({ model_name: mini, input_cost: 2 });
      const names = ['x', 'gpt-4o-mini', mini, 'x', 'nobody', 'gemini-2.5-pro'];
      const results = await models.lookup(names);
      expect(Object.keys(results)).toEqual(['x', 'gpt-4o-mini', mini, 'nobody', 'gemini-2.5-pro']);
      expect(results).toEqual({
        x: await models.get('x'),
        'gpt-4o-mini': await models.get(mini),
        [mini]: await models.get(mini),
        nobody: null,
        'gemini-2.5-pro': await models.get('google/gemini-2.5-pro'),
      });
    });

    it('answers names that every object has properties of', async () => {
      const models = await acme();
      await models.post({ model_name: '__proto__', input_cost: 1 });
      const results = await models.lookup(['__proto__', 'constructor', 'toString']);
      expect(Object.entries(results)).toEqual([
        ['__proto__', expect.objectContaining({ model_name: '__proto__' })],
        ['constructor', null],
        ['toString', null],
      ]);
    });

    it('answers 500 names, most of them aliases or nothing', async () => {
      const models = await acme();
      const names = Array.from({ length: 498 }, (_, index) => `nobody-${index}`);
      const results = await models.lookup([...names, 'gpt-4o-mini', mini]);
      expect(Object.values(results).filter((model) => model !== null)).toHaveLength(2);
    });
  });

  describe('a definition', () => {
    it('holds what is set, under the names that a PUT takes', async () => {
      const models = await acme();
      const body = {
        display_name: 'X',
        base_model_name: mini,
        upstream_model: 'u',
        provider_id: 'google',
        input_cost: 0,
        output_cost: 0.1,
        cache_hit_input_cost: 1e-12,
        cache_creation_input_cost: 1e9,
        max_context_window: Number.MAX_SAFE_INTEGER,
        max_output_tokens: 1,
        streaming_support: 0,
        function_call: 1,
        image_support: 0,
        model_type: 'audio',
        is_called_by_custom_name: false,
        supported_params_override: { seed: true, temperature: { type: 'number', default: null, max: 2 } },
      } as const;
      const { provider_id, ...rest } = body;
      await models.post({ model_name: 'x', ...rest, custom_provider_id: provider_id });
      expect(await models.definition('x')).toEqual({ model_name: 'x', ...body });
      const before = { tag: await models.tag('x'), revision: await models.revision() };
      await models.put('x', await models.definition('x'));
      expect({ tag: await models.tag('x'), revision: await models.revision() }).toEqual(before);
    });

    it('of a shipped model, by name or alias, and of an unknown one is not found', async () => {
      const models = await acme();
      for (const name of [mini, 'gpt-4o-mini', 'nobody']) {
        await expect(models.definition(name)).rejects.toMatchObject({ code: 'model_not_found' });
      }
    });

    it('by the alias of a shadow is the shadow’s, under its own name', async () => {
      const models = await acme();
      await models.post({ model_name: mini, input_cost: 1 });
      expect(await models.definition('gpt-4o-mini')).toEqual({ model_name: mini, input_cost: 1 });
    });

    it('and an explanation carry the tag of the answer', async () => {
      const { as, service } = await modelsOf(await open());
      await as('acme').post({ model_name: 'x', base_model_name: mini });
      const layers = layersWith({ shipped: 'c:1:test-1' });
      const { tag } = await service.get(layers, 'x');
      expect((await service.definition(layers, 'x')).tag).toBe(tag);
      expect((await service.explain(layers, 'x')).tag).toBe(tag);
    });
  });

  describe('an explanation', () => {
    const everywhere = { id: own('x'), model_name: own('x'), created_at: own('x'), updated_at: own('x') };
    const rules = {
      affiliation_category: computed,
      source: computed,
      throughput: byDefault,
      provenance: byDefault,
    };

    it('of a model that sets nothing and has no base', async () => {
      const models = await acme();
      await models.post({ model_name: 'x' });
      expect(await origins(models, 'x')).toEqual({
        ...everywhere,
        ...rules,
        display_name: byDefault,
        base_model_name: byDefault,
        aliases: byDefault,
        upstream_model: computed,
        is_called_by_custom_name: computed,
        input_cost: byDefault,
        output_cost: byDefault,
        cache_hit_input_cost: byDefault,
        cache_creation_input_cost: byDefault,
        price_tiers: byDefault,
        price_conditions: byDefault,
        max_context_window: byDefault,
        max_output_tokens: byDefault,
        streaming_support: byDefault,
        function_call: byDefault,
        image_support: byDefault,
        model_type: byDefault,
        supported_params: byDefault,
        provider: byDefault,
      });
    });

    it('of a model in the middle of a chain to a shipped one', async () => {
      const models = await acme();
      await models.post({
        model_name: 'b',
        base_model_name: 'gemini-2.5-pro',
        output_cost: 0,
        image_support: 0,
      });
      await models.post({
        model_name: 'x',
        base_model_name: 'b',
        display_name: 'X',
        max_output_tokens: 9,
        is_called_by_custom_name: false,
      });
      const google = shipped('google/gemini-2.5-pro');
      expect((await models.explain('x')).chain).toEqual(['x', 'b', 'google/gemini-2.5-pro']);
      expect(await origins(models, 'x')).toEqual({
        ...everywhere,
        ...rules,
        display_name: own('x'),
        base_model_name: own('x'),
        aliases: byDefault,
        upstream_model: google,
        is_called_by_custom_name: own('x'),
        input_cost: google,
        output_cost: base('b'),
        cache_hit_input_cost: byDefault,
        cache_creation_input_cost: byDefault,
        price_tiers: computed,
        price_conditions: computed,
        max_context_window: google,
        max_output_tokens: own('x'),
        streaming_support: google,
        function_call: byDefault,
        image_support: base('b'),
        model_type: google,
        supported_params: computed,
        provider: google,
      });
    });

    it('of a shadow, whose base and aliases nobody set', async () => {
      const models = await acme();
      await models.post({ model_name: mini, provider_id: 'google' });
      expect((await models.explain(mini)).chain).toEqual([mini, mini]);
      expect(await origins(models, mini)).toMatchObject({
        base_model_name: computed,
        aliases: shipped(mini),
        upstream_model: computed,
        is_called_by_custom_name: computed,
        input_cost: shipped(mini),
        price_tiers: byDefault,
        price_conditions: shipped(mini),
        provider: own(mini),
      });
    });

    it('of a base’s own provider and upstream model', async () => {
      const models = await acme();
      await models.post({ model_name: 'b', provider_id: 'google', upstream_model: 'u' });
      await models.post({ model_name: 'x', base_model_name: 'b' });
      expect(await origins(models, 'x')).toMatchObject({ provider: base('b'), upstream_model: base('b') });
    });

    it('of a shipped model, by alias', async () => {
      const models = await acme();
      const explanation = await models.explain('gpt-4o-mini');
      expect(explanation).toMatchObject({ model_name: mini, chain: [mini] });
      expect(await origins(models, 'gpt-4o-mini')).toMatchObject({
        id: shipped(mini),
        input_cost: shipped(mini),
        cache_creation_input_cost: byDefault,
        provider: shipped(mini),
        provenance: shipped(mini),
        created_at: byDefault,
      });
    });

    it.each(['x', 'y', mini, 'gpt-4o-mini', 'google/gemini-2.5-pro'])(
      'of %s has every value of the answer',
      async (name) => {
        const models = await acme();
        await models.post({
          model_name: 'x',
          base_model_name: 'gemini-2.5-pro',
          supported_params_override: { seed: true },
        });
        await models.post({ model_name: 'y', base_model_name: 'x', input_cost: 0 });
        await models.post({ model_name: mini, streaming_support: 0 });
        const { fields } = await models.explain(name);
        const values = Object.entries(fields).map(([field, { value }]) => [field, value]);
        expect(Object.fromEntries(values)).toEqual(await models.get(name));
      },
    );

    it('of a name that means nothing is not found', async () => {
      const models = await acme();
      await expect(models.explain('nobody')).rejects.toMatchObject({ code: 'model_not_found' });
    });
  });

  it('an organization that never wrote anything reads the newest catalog at its revision', async () => {
    const { as, load } = await modelsOf(await open());
    const models = as('nobody-yet');
    expect(await models.revision()).toBe(1);
    await load(smallCatalog([], 2));
    expect((await models.get('gpt-4o-mini')).model_name).toBe(mini);
  });
});

/** Where an explanation has each field from, without the values. */
async function origins(models: ReturnType<Awaited<ReturnType<typeof modelsOf>>['as']>, name: string) {
  const { fields } = await models.explain(name);
  return Object.fromEntries(
    Object.entries(fields).map(([field, { from, model_name }]) => [field, { from, model_name }]),
  );
}
