import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { layersWith } from '../../test/support/layers.js';
import { modelsOf } from '../../test/support/models.js';

type Acme = ReturnType<Awaited<ReturnType<typeof modelsOf>>['as']>;

/** `m1` on `m2` on … on `m<length>`, which has no base. */
async function chain(models: Acme, length: number, prefix = 'm'): Promise<void> {
  for (let index = length; index >= 1; index -= 1) {
    const base = index === length ? {} : { base_model_name: `${prefix}${index + 1}` };
    await models.post({ model_name: `${prefix}${index}`, ...base });
  }
}

onEveryEngine((open) => {
  const acme = async (limits = {}) => (await modelsOf(await open(), { limits })).as('acme');

  describe('a base', () => {
    it('is stored and answered as the name it resolved to', async () => {
      const models = await acme();
      expect((await models.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' })).base_model_name).toBe(
        'openai/gpt-4o-mini',
      );
      expect((await models.definition('x')).base_model_name).toBe('openai/gpt-4o-mini');
    });

    it('that changes shows in everything that inherits from it, at any depth', async () => {
      const models = await acme();
      await chain(models, 10);
      await models.patch('m10', { input_cost: 7, supported_params_override: { seed: true } });
      expect(await models.get('m1')).toMatchObject({ input_cost: 7, supported_params: { seed: true } });
      await models.patch('m5', { input_cost: 0 });
      expect([(await models.get('m6')).input_cost, (await models.get('m1')).input_cost]).toEqual([7, 0]);
    });

    it('that is unknown is refused with a pointer, and nothing is stored', async () => {
      const models = await acme();
      await expect(models.post({ model_name: 'x', base_model_name: 'nobody' })).rejects.toMatchObject({
        code: 'unknown_base',
        errors: [{ pointer: '/body/base_model_name' }],
      });
      await expect(models.get('x')).rejects.toMatchObject({ code: 'model_not_found' });
    });

    it('is seen in the same moment as what inherits from it', async () => {
      const models = await acme();
      await models.post({ model_name: 'base', input_cost: 0 });
      await models.post({ model_name: 'x', base_model_name: 'base' });
      const writes = Array.from({ length: 10 }, (_, cost) => models.patch('base', { input_cost: cost + 1 }));
      const reads = Array.from({ length: 20 }, () => models.lookup(['base', 'x']));
      await Promise.all(writes);
      for (const { base, x } of await Promise.all(reads)) expect(x?.input_cost).toBe(base?.input_cost);
    });
  });

  describe('a cycle is refused', () => {
    it('of a model with itself', async () => {
      const models = await acme();
      await expect(models.post({ model_name: 'x', base_model_name: 'x' })).rejects.toMatchObject({
        code: 'inheritance_cycle',
      });
      await models.post({ model_name: 'x' });
      await expect(models.patch('x', { base_model_name: 'x' })).rejects.toMatchObject({
        code: 'inheritance_cycle',
      });
    });

    it.each([2, 3, 10])('of %i models', async (length) => {
      const models = await acme();
      await chain(models, length);
      await expect(models.patch(`m${length}`, { base_model_name: 'm1' })).rejects.toMatchObject({
        code: 'inheritance_cycle',
        errors: [{ pointer: '/body/base_model_name' }],
      });
      expect((await models.get(`m${length}`)).base_model_name).toBeNull();
    });

    it('that a shadow would close: models on the catalog name inherit through it', async () => {
      const models = await acme();
      await models.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      await expect(
        models.post({ model_name: 'openai/gpt-4o-mini', base_model_name: 'x' }),
      ).rejects.toMatchObject({
        code: 'inheritance_cycle',
      });
      expect((await models.get('gpt-4o-mini')).affiliation_category).toBe('built_in');
    });

    it('that an alias would close', async () => {
      const models = await acme();
      await models.post({ model_name: 'openai/gpt-4o-mini' });
      await models.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      await expect(models.patch('openai/gpt-4o-mini', { base_model_name: 'x' })).rejects.toMatchObject({
        code: 'inheritance_cycle',
      });
    });

    it('that a shadow of an alias would close', async () => {
      const models = await acme();
      await models.post({ model_name: 'gpt-4o-mini' });
      await expect(
        models.post({ model_name: 'openai/gpt-4o-mini', base_model_name: 'gpt-4o-mini' }),
      ).rejects.toMatchObject({ code: 'inheritance_cycle' });
    });
  });

  describe('a chain', () => {
    it('has at most 10 models, the root included', async () => {
      const models = await acme();
      await chain(models, 10);
      await expect(models.post({ model_name: 'm0', base_model_name: 'm1' })).rejects.toMatchObject({
        code: 'chain_too_long',
        errors: [{ pointer: '/body/base_model_name' }],
      });
    });

    it('counts what hangs below the model that moves', async () => {
      const models = await acme();
      await chain(models, 5, 'a');
      await chain(models, 5, 'b');
      await models.patch('a5', { base_model_name: 'b1' });
      await models.patch('a5', { base_model_name: null });
      await models.post({ model_name: 'a0', base_model_name: 'a1' });
      await expect(models.patch('a5', { base_model_name: 'b1' })).rejects.toMatchObject({
        code: 'chain_too_long',
      });
      expect((await models.get('a5')).base_model_name).toBeNull();
    });

    it('counts the shipped root', async () => {
      const models = await acme();
      await chain(models, 9);
      await models.patch('m9', { base_model_name: 'gpt-4o-mini' });
      await expect(models.post({ model_name: 'm0', base_model_name: 'm1' })).rejects.toMatchObject({
        code: 'chain_too_long',
      });
    });

    it('grows by a shadow of its root, and by what is below other names of it', async () => {
      const models = await acme();
      await chain(models, 9);
      await models.patch('m9', { base_model_name: 'gpt-4o-mini' });
      await expect(models.post({ model_name: 'openai/gpt-4o-mini' })).rejects.toMatchObject({
        code: 'chain_too_long',
      });
      expect(await models.counts()).toEqual({ own_count: 9, hidden_count: 0 });
      await models.remove('m1');
      await models.post({ model_name: 'openai/gpt-4o-mini' });
      expect(await models.explain('m2')).toMatchObject({
        chain: ['m2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'openai/gpt-4o-mini', 'openai/gpt-4o-mini'],
      });
    });
  });

  describe('at most so many own models inherit from one', () => {
    it('directly and through others', async () => {
      const models = await acme({ dependents: 3 });
      await models.post({ model_name: 'root' });
      await models.post({ model_name: 'a', base_model_name: 'root' });
      await models.post({ model_name: 'b', base_model_name: 'a' });
      await models.post({ model_name: 'c', base_model_name: 'root' });
      await expect(models.post({ model_name: 'd', base_model_name: 'b' })).rejects.toMatchObject({
        code: 'too_many_dependents',
      });
      await models.post({ model_name: 'd' });
      await expect(models.patch('d', { base_model_name: 'c' })).rejects.toMatchObject({
        code: 'too_many_dependents',
      });
      expect((await models.get('d')).base_model_name).toBeNull();
      await models.remove('b');
      await models.patch('d', { base_model_name: 'c' });
    });

    it('of a shipped one, its shadow among them', async () => {
      const models = await acme({ dependents: 3 });
      for (const name of ['a', 'b']) await models.post({ model_name: name, base_model_name: 'gpt-4o-mini' });
      await models.post({ model_name: 'openai/gpt-4o-mini' });
      await expect(models.post({ model_name: 'c', base_model_name: 'gpt-4o-mini' })).rejects.toMatchObject({
        code: 'too_many_dependents',
      });
      await models.patch('openai/gpt-4o-mini', { base_model_name: 'claude-sonnet-4-5' });
      await expect(
        models.post({ model_name: 'c', base_model_name: 'anthropic/claude-sonnet-4-5' }),
      ).rejects.toMatchObject({ code: 'too_many_dependents' });
      await models.post({ model_name: 'c', base_model_name: 'gemini-2.5-pro' });
    });

    it('so a shadow that brings them all along may be one too many', async () => {
      const models = await acme({ dependents: 3 });
      for (const name of ['a', 'b', 'c'])
        await models.post({ model_name: name, base_model_name: 'gpt-4o-mini' });
      await expect(models.post({ model_name: 'openai/gpt-4o-mini' })).rejects.toMatchObject({
        code: 'too_many_dependents',
      });
      // Without a base there are three below it still.
      await models.post({ model_name: 'gpt-4o-mini', base_model_name: 'gemini-2.5-pro' });
    });

    it('while others may have as many', async () => {
      const models = await acme({ dependents: 3 });
      for (const [index, base] of ['gpt-4o-mini', 'gemini-2.5-pro', 'claude-sonnet-4-5'].entries()) {
        for (const name of ['a', 'b', 'c'])
          await models.post({ model_name: `${name}${index}`, base_model_name: base });
      }
      expect((await models.counts())?.own_count).toBe(9);
    });
  });

  describe('deleting a model', () => {
    it('that others inherit from is refused, with up to 20 of their names and how many', async () => {
      const models = await acme();
      await models.post({ model_name: 'base' });
      for (let index = 10; index < 35; index += 1)
        await models.post({ model_name: `x${index}`, base_model_name: 'base' });
      const error = await models.remove('base').catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'model_in_use' });
      expect(error).toHaveProperty('detail', expect.stringContaining('25 models'));
      expect(error).toHaveProperty('detail', expect.stringContaining('x29'));
      expect(error).toHaveProperty('detail', expect.not.stringContaining('x30'));
      expect((await models.get('x10')).base_model_name).toBe('base');
      expect(await models.counts()).toEqual({ own_count: 26, hidden_count: 0 });
    });

    it('that nobody inherits from leaves nothing of it', async () => {
      const models = await acme();
      await models.post({ model_name: 'base' });
      await models.post({ model_name: 'x', base_model_name: 'base' });
      await models.remove('x');
      await models.remove('base');
      await expect(models.get('base')).rejects.toMatchObject({ code: 'model_not_found' });
      await expect(models.remove('base')).rejects.toMatchObject({ code: 'model_not_found' });
      expect(await models.counts()).toEqual({ own_count: 0, hidden_count: 0 });
    });
  });

  it('a provider that models show, set or inherited, is known with their names', async () => {
    const database = await open();
    const { as, service } = await modelsOf(database);
    const models = as('acme');
    await models.addProvider('p');
    await models.post({ model_name: 'base', provider_id: 'p' });
    await models.post({ model_name: 'x', base_model_name: 'base' });
    const layers = layersWith({ shipped: '' });
    expect(await service.using(database.read, layers, 'p')).toEqual({ count: 2, some: ['base', 'x'] });
    expect(await service.using(database.read, layers, 'openai')).toEqual({ count: 0, some: [] });
  });
});
