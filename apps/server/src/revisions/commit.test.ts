import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { changesOf, writable } from '../../test/support/organizations.js';
import type { Change } from './commit.js';
import { layersOf } from './layers.js';

const actor = { organization: 'acme', principal: 'key:test' };
const change = (name: string): Change => ({ operation: 'test', kind: 'key', name, stored: null });

onEveryEngine((open) => {
  describe('a unit of work', () => {
    it('that changes something is committed with its change row and the next revision', async () => {
      const { database, commit, time } = await writable(await open());
      expect(await commit(actor, async () => ({ value: 'a', change: change('a') }))).toEqual({
        value: 'a',
        revision: 1,
      });
      time.advance(1);
      expect(await commit(actor, async () => ({ value: 'b', change: change('b') }))).toEqual({
        value: 'b',
        revision: 2,
      });
      expect(await changesOf(database, 'acme')).toEqual([
        {
          organization: 'acme',
          revision: 1,
          at: '2026-11-01T00:00:00.000Z',
          principal: 'key:test',
          ...change('a'),
          catalog: 0,
        },
        {
          organization: 'acme',
          revision: 2,
          at: '2026-11-01T00:00:01.000Z',
          principal: 'key:test',
          ...change('b'),
          catalog: 0,
        },
      ]);
    });

    it('that changes nothing leaves the revision, and not even an organization', async () => {
      const { database, commit } = await writable(await open());
      expect(await commit(actor, async () => ({ value: 1, change: null }))).toEqual({
        value: 1,
        revision: 0,
      });
      expect(await database.read('organization').count({ count: '*' })).toEqual([{ count: 0 }]);
      expect(await changesOf(database, 'acme')).toEqual([]);
    });

    it('that throws leaves nothing of what it wrote', async () => {
      const { database, commit } = await writable(await open());
      const failed = commit(actor, async (tx) => {
        await tx('setting').insert({ name: 'n', value: '1' });
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await database.read('setting').where('name', 'n').first()).toBeUndefined();
      expect((await layersOf(database.read, 'acme')).revision).toBe(0);
    });

    it('moves the counts of its organization only', async () => {
      const { database, commit } = await writable(await open());
      await commit(actor, async () => ({ value: null, change: change('a'), counts: { own: 2, hidden: 1 } }));
      await commit({ ...actor, organization: 'other' }, async () => ({ value: null, change: change('a') }));
      await commit(actor, async () => ({ value: null, change: change('b'), counts: { own: -1, hidden: 0 } }));
      const rows = await database
        .read('organization')
        .orderBy('id')
        .select('id', 'own_count', 'hidden_count', 'revision');
      expect(rows).toEqual([
        { id: 'acme', own_count: 1, hidden_count: 1, revision: 2 },
        { id: 'other', own_count: 0, hidden_count: 0, revision: 1 },
      ]);
    });

    it('runs alone: many at once get consecutive revisions', async () => {
      const { database, commit } = await writable(await open());
      const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
      const done = await Promise.all(
        names.map((name) => commit(actor, async () => ({ value: name, change: change(name) }))),
      );
      const expected = names.map((_name, index) => index + 1);
      expect(done.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(expected);
      const logged = await changesOf(database, 'acme');
      expect(logged.map(({ revision }) => revision)).toEqual(expected);
      for (const { value, revision } of done) expect(logged[revision - 1]?.name).toBe(value);
    });
  });
});
