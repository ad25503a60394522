import { describe, expect, it } from 'vitest';
import { shippedModel, smallCatalog, standardModels } from '../../test/support/catalog.js';
import { changesOn } from '../../test/support/changes.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { renewHistory } from '../revisions/history.js';

const mini = 'openai/gpt-4o-mini';
const code = (expected: string) => expect.objectContaining({ code: expected });

/** The standard catalog with another price of one model, and a model more. */
function newer(sequence: number) {
  const models = standardModels().map((model) =>
    model.model_name === mini ? { ...model, input_cost: 0.2 } : model,
  );
  return smallCatalog([...models, shippedModel('acme/new')], sequence);
}

onEveryEngine((open) => {
  describe('a change', () => {
    it('is that of one model, with who made it, when and as it is now', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', input_cost: 1 });
      const after = await acme.revision();
      await acme.post({ model_name: 'x', input_cost: 2 });
      expect(await acme.page({ after })).toEqual({
        revision: after + 1,
        changes: [
          {
            revision: after + 1,
            operation: 'upsertModel',
            at: '2026-11-01T00:00:00.000Z',
            principal: 'key:test',
            name: 'x',
            model: await acme.get('x'),
          },
        ],
        cursor: expect.any(String),
        has_more: false,
      });
    });

    it('does not say who made it to whoever may not know', async () => {
      const { as } = await changesOn(await open());
      await as('acme').post({ model_name: 'x' });
      const { changes } = await as('acme').page({ after: 1, showPrincipals: false });
      expect(changes.map((change) => Object.keys(change))).toEqual([
        ['revision', 'name', 'operation', 'at', 'model'],
      ]);
    });

    it('of a base is one of all that inherit, in the order of their code points', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'base' });
      for (const model_name of ['z\u{1F600}', 'z\uFF5E', 'b'])
        await acme.post({ model_name, base_model_name: 'base' });
      await acme.post({ model_name: 'own', base_model_name: 'base', input_cost: 1 });
      const after = await acme.revision();
      await acme.post({ model_name: 'base', input_cost: 5 });
      const { changes } = await acme.page({ after });
      // `own` says its cost itself.
      expect(changes.map(({ name }) => name)).toEqual(['b', 'base', 'z\uFF5E', 'z\u{1F600}']);
    });

    it('of a provider is one of all that show it, own and shipped', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', base_model_name: mini });
      await acme.post({ model_name: 'y' });
      await acme.createProvider({ provider_id: 'openai', provider_name: 'Ours' });
      const after = await acme.revision();
      await acme.updateProvider('openai', { provider_name: 'Still ours' });
      expect(await acme.since(after)).toEqual({ [mini]: after + 1, x: after + 1 });
      await acme.removeProvider('openai');
      expect(await acme.since(after)).toEqual({ [mini]: after + 2, x: after + 2 });
    });

    it('that is a deletion answers what the name means now', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      for (const model_name of ['x', mini, 'gpt-4o-mini']) await acme.post({ model_name });
      const after = await acme.revision();
      for (const name of ['x', 'gpt-4o-mini', mini]) await acme.remove(name);
      const { changes } = await acme.page({ after });
      expect(changes.map(({ name, operation, model }) => [name, operation, model?.model_name])).toEqual([
        ['x', 'deleteModel', undefined],
        ['gpt-4o-mini', 'deleteModel', mini],
        [mini, 'deleteModel', mini],
      ]);
    });

    it('is none where nothing became another one', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', input_cost: 1 });
      const after = await acme.revision();
      await acme.post({ model_name: 'x', input_cost: 1 });
      await acme.createProvider({ provider_id: 'mine' });
      expect(await acme.since(after)).toEqual({});
      expect((await acme.page({ after })).revision).toBe(after + 1);
    });

    it('belongs to its organization alone', async () => {
      const { as } = await changesOn(await open());
      await as('other').post({ model_name: 'x' });
      expect(await as('acme').since(1)).toEqual({});
    });
  });

  describe('a newer catalog', () => {
    it('is a change of what it ships otherwise, for all, and of what rests on it', async () => {
      const { as, upgrade } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', base_model_name: mini });
      await acme.post({ model_name: 'y' });
      const [after, others] = [await acme.revision(), await as('other').revision()];
      await upgrade(newer(2));
      expect(await acme.since(after)).toEqual({ 'acme/new': after + 1, [mini]: after + 1, x: after + 1 });
      expect(await as('other').since(others)).toEqual({ 'acme/new': 2, [mini]: 2 });
      const { changes } = await acme.page({ after });
      expect(changes[0]).toMatchObject({ operation: 'moveToCatalog', principal: 'server' });
    });

    it('that is one of several is at the revision at which it came', async () => {
      const { as, upgrade } = await changesOn(await open());
      const acme = as('acme');
      const after = await acme.revision();
      await acme.post({ model_name: 'x' });
      await upgrade(newer(2));
      await acme.post({ model_name: 'y' });
      await upgrade(smallCatalog([...newer(2).models, shippedModel('acme/newer')], 3));
      expect(await acme.since(after)).toEqual({
        x: after + 1,
        'acme/new': after + 2,
        [mini]: after + 2,
        y: after + 3,
        'acme/newer': after + 4,
      });
    });

    it('is none for what is as it was, though it has left or come back', async () => {
      const { as, upgrade } = await changesOn(await open());
      const after = await as('acme').revision();
      const without = standardModels().filter(({ model_name }) => model_name !== 'google/gemini-2.5-pro');
      await upgrade(smallCatalog(without, 2));
      await upgrade(smallCatalog(standardModels(), 3));
      expect(await as('acme').since(after)).toEqual({});
      expect(await as('acme').revision()).toBe(after + 2);
    });

    it('changes own models through the provider that it ships', async () => {
      const { as, upgrade } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', provider_id: 'google' });
      const after = await acme.revision();
      const catalog = smallCatalog(standardModels(), 2);
      const providers = catalog.providers.map((one) =>
        one.provider_id === 'google' ? { ...one, provider_name: 'Another name' } : one,
      );
      await upgrade({ ...catalog, providers });
      expect(await acme.since(after)).toEqual({ 'google/gemini-2.5-pro': after + 1, x: after + 1 });
    });
  });

  describe('shipped models that are bases only', () => {
    it('become null once, and are not heard of again', async () => {
      const { as, upgrade } = await changesOn(await open());
      const acme = as('acme');
      const before = await acme.revision();
      await acme.show('base_only');
      const { changes } = await acme.page({ after: before });
      expect(changes.map(({ model }) => model)).toEqual([null, null, null]);
      const after = await acme.revision();
      await upgrade(newer(2));
      await acme.createProvider({ provider_id: 'openai', provider_name: 'Ours' });
      expect(await acme.since(after)).toEqual({});
      expect((await acme.snapshot()).models).toEqual([]);
    });
  });

  describe('a page', () => {
    it('goes on where the one before ended, also within a revision', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'base' });
      for (let at = 0; at < 7; at += 1) await acme.post({ model_name: `m${at}`, base_model_name: 'base' });
      let { cursor } = await acme.snapshot();
      await acme.post({ model_name: 'base', input_cost: 1 });
      const names: string[][] = [];
      for (let more = true; more; ) {
        const page = await acme.page({ cursor, pageSize: 3 });
        names.push(page.changes.map(({ name }) => name));
        ({ cursor, has_more: more } = page);
      }
      expect(names).toEqual([
        ['base', 'm0', 'm1'],
        ['m2', 'm3', 'm4'],
        ['m5', 'm6'],
      ]);
    });

    it('passes over what was changed again, however much that is', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'base' });
      for (let at = 0; at < 120; at += 1) {
        const name = `m${String(at).padStart(3, '0')}`;
        await acme.post({ model_name: name, base_model_name: 'base', provider_id: 'openai' });
      }
      const after = await acme.revision();
      await acme.createProvider({ provider_id: 'openai', provider_name: 'Ours' });
      await acme.post({ model_name: 'base', input_cost: 1 });
      const { changes, has_more } = await acme.page({ after, pageSize: 1 });
      expect([changes.map(({ name }) => name), has_more]).toEqual([[mini], true]);
    }, 60_000);
  });

  describe('a place', () => {
    it('is given once', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      const { cursor } = await acme.snapshot();
      for (const given of [{}, { after: 1, cursor }])
        await expect(acme.page(given)).rejects.toEqual(code('invalid_request'));
    });

    it('that is no cursor is refused', async () => {
      const { as } = await changesOn(await open());
      await expect(as('acme').page({ cursor: 'abc' })).rejects.toEqual(code('invalid_cursor'));
    });

    it('of another history needs a snapshot', async () => {
      const database = await open();
      const { as } = await changesOn(database);
      const acme = as('acme');
      const { cursor } = await acme.snapshot();
      const tag = await acme.snapshotTag();
      expect((await acme.page({ cursor })).changes).toEqual([]);
      await renewHistory(database.write);
      await expect(acme.page({ cursor })).rejects.toEqual(code('snapshot_needed'));
      expect(await acme.snapshotTag()).not.toBe(tag);
    });

    it('of another organization, or of who sees less, needs a snapshot', async () => {
      const { as, services } = await changesOn(await open());
      const acme = as('acme');
      const { cursor } = await as('other').snapshot();
      await expect(acme.page({ cursor })).rejects.toEqual(code('snapshot_needed'));
      const all = await acme.snapshot();
      const seen = { ...(await acme.layers()), providerDetail: 'named' } as const;
      const request = acme.request({ cursor: all.cursor });
      await expect(services.changes.changes(seen, request)).rejects.toEqual(code('snapshot_needed'));
    });

    it('ahead of the organization needs a snapshot', async () => {
      const { as } = await changesOn(await open());
      await expect(as('acme').page({ after: 2 })).rejects.toEqual(code('snapshot_needed'));
    });

    it('from before what is kept needs a snapshot, and what is kept is answered as before', async () => {
      const { as, time, trim, upgrade } = await changesOn(await open());
      const acme = as('acme');
      for (const model_name of ['a', 'b', 'c', 'd']) {
        await acme.post({ model_name });
        time.advance(10);
      }
      await upgrade(newer(2));
      const { cursor } = await acme.snapshot();
      const before = await acme.page({ after: 4, pageSize: 1000 });
      // `c`, the third change, is the newest that is older.
      expect(await trim('2026-11-01T00:00:25.000Z')).toBe(2);
      expect(await trim('2026-11-01T00:00:25.000Z')).toBe(0);
      expect(await acme.page({ after: 4, pageSize: 1000 })).toEqual(before);
      expect((await acme.page({ cursor })).changes).toEqual([]);
      await expect(acme.page({ after: 3 })).rejects.toEqual(code('snapshot_needed'));
      await expect(acme.page({ after: 0 })).rejects.toEqual(code('snapshot_needed'));
    });

    it('before a change that a program made which stamps nothing needs a snapshot', async () => {
      const database = await open();
      const { as } = await changesOn(database);
      const acme = as('acme');
      await acme.post({ model_name: 'x' });
      const { cursor } = await acme.snapshot();
      await acme.post({ model_name: 'y' });
      await database.write('change').where({ organization: 'acme', revision: 2 }).update({ catalog: null });
      await expect(acme.page({ cursor })).rejects.toEqual(code('snapshot_needed'));
      const again = await acme.snapshot();
      await acme.post({ model_name: 'z' });
      await expect(acme.page({ cursor: again.cursor })).rejects.toEqual(code('snapshot_needed'));
      const third = await acme.snapshot();
      await acme.post({ model_name: 'z', input_cost: 1 });
      expect((await acme.page({ cursor: third.cursor })).changes).toMatchObject([{ name: 'z' }]);
    });
  });

  describe('a snapshot', () => {
    it('has what names answer: own models, shipped ones that they do not hide, and those that have left', async () => {
      const { as, upgrade } = await changesOn(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x' });
      await acme.post({ model_name: mini, input_cost: 9 });
      const gone = 'google/gemini-2.5-pro';
      await upgrade(
        smallCatalog(
          standardModels().filter(({ model_name }) => model_name !== gone),
          2,
        ),
      );
      const { models, revision } = await acme.snapshot();
      expect(revision).toBe(await acme.revision());
      expect(models.map(({ model_name }) => model_name)).toEqual([
        'anthropic/claude-sonnet-4-5',
        gone,
        mini,
        'x',
      ]);
      for (const model of models) expect(model).toEqual(await acme.get(model.model_name));
    });

    it('is read in stretches', async () => {
      const models = Array.from({ length: 1_201 }, (_, at) => shippedModel(`p/${at}`));
      const { as } = await changesOn(await open(), smallCatalog(models));
      const names = (await as('acme').snapshot()).models.map(({ model_name }) => model_name);
      expect(names).toEqual(models.map(({ model_name }) => model_name).sort());
    });

    it('has a tag of its revision', async () => {
      const { as } = await changesOn(await open());
      const acme = as('acme');
      const tag = await acme.snapshotTag();
      expect(tag).toMatch(/^W\/"[\w-]+"$/);
      expect(await acme.snapshotTag()).toBe(tag);
      expect(await as('other').snapshotTag()).not.toBe(tag);
      await acme.post({ model_name: 'x' });
      expect(await acme.snapshotTag()).not.toBe(tag);
    });
  });
});
