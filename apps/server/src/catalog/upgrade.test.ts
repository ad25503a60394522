import { describe, expect, it } from 'vitest';
import { shippedModel, smallCatalog, standardModels } from '../../test/support/catalog.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';

const mini = 'openai/gpt-4o-mini';

/** The standard catalog with other prices of one model. */
function repriced(input_cost: number, sequence: number) {
  const models = standardModels().map((model) =>
    model.model_name === mini ? { ...model, input_cost } : model,
  );
  return smallCatalog(models, sequence);
}

function withoutMini(sequence: number) {
  return smallCatalog(
    standardModels().filter((model) => model.model_name !== mini),
    sequence,
  );
}

onEveryEngine((open) => {
  describe('an organization that moves to a newer catalog', () => {
    it('sees new values in shipped models, on them, below them and in shadows', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      await acme.post({ model_name: 'y', base_model_name: 'x' });
      await acme.post({ model_name: 'gpt-4o-mini', output_cost: 1 });
      await acme.post({ model_name: 'z', base_model_name: 'gpt-4o-mini' });
      await upgrade(repriced(0.2, 2));
      for (const name of [mini, 'x', 'y', 'gpt-4o-mini', 'z'])
        expect((await acme.get(name)).input_cost).toBe(0.2);
    });

    it('sees them through a shadow and what is based on it, in whatever order they were made', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'a-top', base_model_name: 'gpt-4o-mini' });
      await acme.post({ model_name: mini, output_cost: 1 });
      await acme.post({ model_name: 'anthropic/claude-sonnet-4-5', base_model_name: 'a-top' });
      await acme.post({ model_name: 'b', base_model_name: 'claude-sonnet-4-5' });
      await upgrade(repriced(0.2, 2));
      for (const name of ['a-top', mini, 'anthropic/claude-sonnet-4-5', 'b']) {
        expect(await acme.get(name)).toMatchObject({ input_cost: 0.2, output_cost: 1 });
      }
    });

    it('gets one revision and no change row for it, and times of its models stay', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      const { updated_at } = await acme.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      const [revision, changes] = [await acme.revision(), await acme.changes()];
      await upgrade(repriced(0.2, 2));
      expect([await acme.revision(), await acme.changes()]).toEqual([revision + 1, changes]);
      expect(await acme.get('x')).toMatchObject({ input_cost: 0.2, updated_at });
    });

    it('gets the revision too where it has no models, and where it has never written', async () => {
      const { as, upgrade } = await modelsOf(await open());
      await as('acme').post({ model_name: 'x' });
      await as('acme').remove('x');
      expect([await as('acme').revision(), await as('other').revision()]).toEqual([3, 1]);
      await upgrade(repriced(0.2, 2));
      expect([await as('acme').revision(), await as('other').revision()]).toEqual([4, 2]);
      expect((await as('acme').get(mini)).input_cost).toBe(0.2);
    });

    it('keeps its counts right when names come, go and are hidden', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      for (const name of [mini, 'later/model', 'gpt-4o-mini']) await acme.post({ model_name: name });
      expect(await acme.counts()).toEqual({ own_count: 3, hidden_count: 1 });
      await upgrade(smallCatalog([...standardModels(), shippedModel('later/model')], 2));
      expect(await acme.counts()).toEqual({ own_count: 3, hidden_count: 2 });
      await upgrade(withoutMini(3));
      expect(await acme.counts()).toEqual({ own_count: 3, hidden_count: 0 });
      expect(await acme.recount()).toEqual({ own_count: 3, hidden_count: 0 });
      await acme.remove(mini);
      expect(await acme.counts()).toEqual(await acme.recount());
    });

    it('keeps bases that a shadow of an alias had, also when the alias means another model now', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'gpt-4o-mini', output_cost: 1 });
      const moved = standardModels().map((model) =>
        model.model_name === mini ? { ...model, aliases: [] } : model,
      );
      await upgrade(smallCatalog([...moved, shippedModel('openai/mini-2', { aliases: ['gpt-4o-mini'] })], 2));
      expect(await acme.get('gpt-4o-mini')).toMatchObject({ base_model_name: mini, input_cost: 0.15 });
      expect((await as('other').get('gpt-4o-mini')).model_name).toBe('openai/mini-2');
    });

    it('that skips one gets the newest at once', async () => {
      const { as, load, upgrade } = await modelsOf(await open());
      await as('acme').post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      await load(repriced(0.2, 2));
      await upgrade(repriced(0.3, 3));
      expect((await as('acme').get('x')).input_cost).toBe(0.3);
      expect(await as('acme').revision()).toBe(4);
    });

    it('is moved once by servers that start at once', async () => {
      const { as, load, move } = await modelsOf(await open());
      await as('acme').post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      const { newest } = await load(repriced(0.2, 2));
      expect((await Promise.all([move(newest.id), move(newest.id)])).sort()).toEqual([0, 1]);
      expect(await as('acme').revision()).toBe(3);
    });

    it('is not moved twice, nor back by a server that knows an older one only', async () => {
      const { as, load, move, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
      const older = (await load(repriced(0.2, 2))).newest;
      await upgrade(repriced(0.3, 3));
      expect(await move(older.id)).toBe(0);
      await upgrade(repriced(0.3, 3));
      expect((await acme.get('x')).input_cost).toBe(0.3);
      expect(await acme.revision()).toBe(4);
    });
  });

  describe('a model that left the catalog', () => {
    it('is readable by name and alias, and a base, for everyone', async () => {
      const { as, upgrade } = await modelsOf(await open());
      await as('acme').post({ model_name: 'x', base_model_name: mini });
      await upgrade(withoutMini(2));
      for (const organization of ['acme', 'newcomer']) {
        const models = as(organization);
        expect(await models.get(mini)).toMatchObject({ input_cost: 0.15, aliases: ['gpt-4o-mini'] });
        expect((await models.get('gpt-4o-mini')).model_name).toBe(mini);
        expect((await models.post({ model_name: 'y', base_model_name: 'gpt-4o-mini' })).input_cost).toBe(
          0.15,
        );
        expect((await models.get('y')).provider).toMatchObject({ id: 'openai' });
      }
      expect((await as('acme').get('x')).input_cost).toBe(0.15);
    });

    it('is kept over several catalogs and is listed again when it returns', async () => {
      const database = await open();
      const { as, upgrade } = await modelsOf(database);
      const acme = as('acme');
      await acme.post({ model_name: mini });
      await upgrade(withoutMini(2));
      await upgrade(withoutMini(3));
      expect(await acme.get('gpt-4o-mini')).toMatchObject({ model_name: mini, input_cost: 0.15 });
      expect(await acme.counts()).toEqual({ own_count: 1, hidden_count: 0 });
      await upgrade(repriced(0.4, 4));
      expect(await acme.get(mini)).toMatchObject({ input_cost: 0.4 });
      expect(await acme.counts()).toEqual({ own_count: 1, hidden_count: 1 });
    });

    it('may be shadowed, which hides nothing', async () => {
      const { as, upgrade } = await modelsOf(await open());
      await upgrade(withoutMini(2));
      const acme = as('acme');
      expect(await acme.post({ model_name: mini })).toMatchObject({
        base_model_name: mini,
        input_cost: 0.15,
      });
      expect(await acme.counts()).toEqual({ own_count: 1, hidden_count: 0 });
      await acme.remove(mini);
      expect(await acme.counts()).toEqual({ own_count: 0, hidden_count: 0 });
      expect((await acme.get(mini)).source).toBe('hardcoded');
    });

    it('gives up an alias that means another model now', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const successor = shippedModel('openai/mini-2', { aliases: ['gpt-4o-mini'] });
      const { models } = withoutMini(2);
      await upgrade(smallCatalog([...models, successor], 2));
      expect((await as('acme').get('gpt-4o-mini')).model_name).toBe('openai/mini-2');
      expect((await as('acme').get(mini)).aliases).toEqual([]);
    });
  });
});
