import { describe, expect, it } from 'vitest';
import { shippedModel, smallCatalog, standardModels } from '../../test/support/catalog.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';

const mini = 'openai/gpt-4o-mini';

onEveryEngine((open) => {
  const acme = async () => (await modelsOf(await open())).as('acme');

  describe('a name', () => {
    it('means the own model, else the shipped one, else the target of an alias', async () => {
      const models = await acme();
      expect((await models.get('gpt-4o-mini')).model_name).toBe(mini);
      expect((await models.get(mini)).source).toBe('hardcoded');
      await models.post({ model_name: mini, input_cost: 1 });
      expect(await models.get(mini)).toMatchObject({ source: 'db', input_cost: 1 });
      expect(await models.get('gpt-4o-mini')).toMatchObject({ model_name: mini, source: 'db' });
      await models.post({ model_name: 'gpt-4o-mini', input_cost: 2 });
      expect(await models.get('gpt-4o-mini')).toMatchObject({ model_name: 'gpt-4o-mini', input_cost: 2 });
    });

    it('that only ships cannot be written: 403 says what to do, whatever the precondition', async () => {
      const models = await acme();
      for (const precondition of [() => true, () => false]) {
        for (const name of [mini, 'gpt-4o-mini']) {
          const refused = { code: 'catalog_read_only', detail: expect.stringContaining('POST') };
          await expect(models.put(name, {}, precondition)).rejects.toMatchObject(refused);
          await expect(models.patch(name, {}, precondition)).rejects.toMatchObject(refused);
          await expect(models.remove(name, precondition)).rejects.toMatchObject(refused);
        }
      }
      await expect(models.put('gpt-4o-mini', {})).rejects.toMatchObject({
        detail: expect.stringContaining(mini),
      });
    });

    it('that is an alias of an own shadow cannot be written through either', async () => {
      const models = await acme();
      await models.post({ model_name: mini, input_cost: 1 });
      await expect(models.patch('gpt-4o-mini', { input_cost: 2 })).rejects.toMatchObject({
        code: 'catalog_read_only',
        detail: expect.stringContaining(mini),
      });
    });

    it('that is a model and another one’s alias means the model', async () => {
      const shipped = smallCatalog([
        shippedModel('a/x', { aliases: ['b/y'], input_cost: 1 }),
        shippedModel('b/y', { input_cost: 2 }),
      ]);
      const models = (await modelsOf(await open(), { catalog: shipped })).as('acme');
      expect((await models.get('b/y')).input_cost).toBe(2);
      expect((await models.post({ model_name: 'b/y' })).base_model_name).toBe('b/y');
    });
  });

  describe('a shadow of a catalog name', () => {
    it('inherits from the shipped model, which is answered as its base and not stored', async () => {
      const models = await acme();
      expect(await models.post({ model_name: mini, output_cost: 1 })).toMatchObject({
        base_model_name: mini,
        input_cost: 0.15,
        output_cost: 1,
        display_name: mini,
        upstream_model: 'gpt-4o-mini',
        is_called_by_custom_name: false,
        affiliation_category: 'custom',
        provenance: null,
      });
      expect(await models.definition(mini)).toEqual({ model_name: mini, output_cost: 1 });
      expect(await models.counts()).toEqual({ own_count: 1, hidden_count: 1 });
    });

    it('keeps the shipped aliases, on any base', async () => {
      const models = await acme();
      expect((await models.post({ model_name: mini })).aliases).toEqual(['gpt-4o-mini']);
      const moved = await models.put(mini, { base_model_name: 'claude-sonnet-4-5' });
      expect(moved).toMatchObject({ aliases: ['gpt-4o-mini'], input_cost: 3 });
      await models.patch('anthropic/claude-sonnet-4-5', {}).catch(() => {});
      await models.post({ model_name: 'anthropic/claude-sonnet-4-5', input_cost: 4 });
      expect(await models.get(mini)).toMatchObject({ aliases: ['gpt-4o-mini'], input_cost: 4 });
    });

    it.each([mini, 'gpt-4o-mini'])('with the base %s given inherits from the shipped one', async (given) => {
      const models = await acme();
      expect(await models.post({ model_name: mini, base_model_name: given })).toMatchObject({
        base_model_name: mini,
        input_cost: 0.15,
      });
      expect((await models.definition(mini)).base_model_name).toBe(mini);
      expect((await models.explain(mini)).chain).toEqual([mini, mini]);
    });

    it('returns to the shipped base by a PUT without one and by a PATCH to null', async () => {
      const models = await acme();
      await models.post({ model_name: mini, base_model_name: 'claude-sonnet-4-5' });
      expect(await models.put(mini, {})).toMatchObject({ base_model_name: mini, input_cost: 0.15 });
      await models.put(mini, { base_model_name: 'claude-sonnet-4-5' });
      expect(await models.patch(mini, { base_model_name: null })).toMatchObject({
        base_model_name: mini,
        input_cost: 0.15,
      });
      expect(await models.definition(mini)).toEqual({ model_name: mini });
    });

    it('is what models on the catalog name inherit from, and deleting it restores the shipped one for them', async () => {
      const models = await acme();
      await models.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      await models.post({ model_name: 'y', base_model_name: 'x' });
      await models.post({ model_name: mini, input_cost: 9 });
      expect([(await models.get('x')).input_cost, (await models.get('y')).input_cost]).toEqual([9, 9]);
      await models.remove(mini);
      expect([(await models.get('x')).input_cost, (await models.get('y')).input_cost]).toEqual([0.15, 0.15]);
      expect(await models.get(mini)).toMatchObject({ source: 'hardcoded' });
      expect(await models.counts()).toEqual({ own_count: 2, hidden_count: 0 });
    });

    it('is a shadow for its organization only', async () => {
      const { as } = await modelsOf(await open());
      await as('acme').post({ model_name: mini, input_cost: 9 });
      expect((await as('other').post({ model_name: 'x', base_model_name: mini })).input_cost).toBe(0.15);
    });
  });

  describe('a shadow of an alias', () => {
    it('inherits from the alias’s target, which is answered as its base, and hides nothing', async () => {
      const models = await acme();
      expect(await models.post({ model_name: 'gpt-4o-mini', input_cost: 1 })).toMatchObject({
        base_model_name: mini,
        output_cost: 0.6,
        aliases: [],
      });
      expect(await models.definition('gpt-4o-mini')).toEqual({ model_name: 'gpt-4o-mini', input_cost: 1 });
      expect(await models.counts()).toEqual({ own_count: 1, hidden_count: 0 });
      expect((await models.get(mini)).source).toBe('hardcoded');
    });

    it('inherits through a shadow of the target, which is looked up like any base', async () => {
      const models = await acme();
      await models.post({ model_name: mini, output_cost: 7 });
      expect((await models.post({ model_name: 'gpt-4o-mini' })).output_cost).toBe(7);
      await models.remove(mini);
      expect((await models.get('gpt-4o-mini')).output_cost).toBe(0.6);
    });

    it.each([mini, 'gpt-4o-mini'])('with the base %s given inherits from the target', async (given) => {
      const models = await acme();
      await models.post({ model_name: 'gpt-4o-mini', base_model_name: given });
      expect(await models.definition('gpt-4o-mini')).toEqual({
        model_name: 'gpt-4o-mini',
        base_model_name: mini,
      });
    });

    it('is what a base of its name means from then on, while earlier ones keep the target', async () => {
      const models = await acme();
      await models.post({ model_name: 'early', base_model_name: 'gpt-4o-mini' });
      await models.post({ model_name: 'gpt-4o-mini', input_cost: 1 });
      await models.post({ model_name: 'late', base_model_name: 'gpt-4o-mini' });
      expect(await models.get('early')).toMatchObject({ base_model_name: mini, input_cost: 0.15 });
      expect(await models.get('late')).toMatchObject({ base_model_name: 'gpt-4o-mini', input_cost: 1 });
    });

    it('once deleted leaves its dependents on the alias’s target, in answer and definition', async () => {
      const models = await acme();
      await models.post({ model_name: 'gpt-4o-mini', base_model_name: 'claude-sonnet-4-5' });
      await models.post({ model_name: 'x', base_model_name: 'gpt-4o-mini', output_cost: 1 });
      await models.post({ model_name: 'y', base_model_name: 'x' });
      await models.remove('gpt-4o-mini');
      expect(await models.get('x')).toMatchObject({
        base_model_name: mini,
        input_cost: 0.15,
        output_cost: 1,
      });
      expect(await models.get('y')).toMatchObject({ base_model_name: 'x', input_cost: 0.15 });
      expect(await models.definition('x')).toEqual({
        model_name: 'x',
        base_model_name: mini,
        output_cost: 1,
      });
      await models.post({ model_name: mini, input_cost: 5 });
      expect((await models.get('y')).input_cost).toBe(5);
    });

    it('once deleted leaves a dependent that is the target’s shadow on the shipped model', async () => {
      const models = await acme();
      await models.post({ model_name: 'gpt-4o-mini', base_model_name: 'claude-sonnet-4-5' });
      await models.post({ model_name: mini, base_model_name: 'gpt-4o-mini' });
      await models.post({ model_name: 'x', base_model_name: mini });
      expect((await models.get('x')).input_cost).toBe(3);
      await models.remove('gpt-4o-mini');
      expect(await models.get(mini)).toMatchObject({ base_model_name: mini, input_cost: 0.15 });
      expect((await models.get('x')).input_cost).toBe(0.15);
      expect(await models.definition(mini)).toEqual({ model_name: mini, base_model_name: mini });
    });

    it('is not deleted where its dependents would inherit from themselves then', async () => {
      const models = await acme();
      await models.post({ model_name: 'gpt-4o-mini', base_model_name: 'claude-sonnet-4-5' });
      await models.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      await models.post({ model_name: mini, base_model_name: 'x' });
      await expect(models.remove('gpt-4o-mini')).rejects.toMatchObject({ code: 'inheritance_cycle' });
      expect(await models.get('x')).toMatchObject({ base_model_name: 'gpt-4o-mini', input_cost: 3 });
      expect(await models.counts()).toEqual({ own_count: 3, hidden_count: 1 });
    });
  });

  it('a name that only became a catalog name later never gets a base by itself', async () => {
    const later = 'later/model';
    const { as, upgrade } = await modelsOf(await open());
    const models = as('acme');
    await models.post({ model_name: later, output_cost: 1 });
    await upgrade(
      smallCatalog([...standardModels(), shippedModel(later, { aliases: ['later'], input_cost: 5 })], 2),
    );
    expect(await models.get(later)).toMatchObject({
      base_model_name: null,
      input_cost: null,
      aliases: ['later'],
    });
    expect(await models.patch(later, { output_cost: 2 })).toMatchObject({
      base_model_name: null,
      input_cost: null,
    });
    expect(await models.patch(later, { base_model_name: later })).toMatchObject({ input_cost: 5 });
    expect(await models.put(later, {})).toMatchObject({ base_model_name: null });
  });

  it('a base that is both an own model and, since a newer catalog, an alias of the name stays the own model', async () => {
    const { as, upgrade } = await modelsOf(await open());
    const models = as('acme');
    await models.post({ model_name: 'short', input_cost: 1 });
    await models.post({ model_name: 'later/model', base_model_name: 'short' });
    await upgrade(
      smallCatalog([...standardModels(), shippedModel('later/model', { aliases: ['short'] })], 2),
    );
    const before = await models.tag('later/model');
    await models.put('later/model', await models.definition('later/model'));
    expect(await models.tag('later/model')).toBe(before);
    expect((await models.get('later/model')).input_cost).toBe(1);
  });
});
