import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { onlyOn, openAgain } from '../../test/support/databases.js';
import type { Database } from './connect.js';

const nothing = { organizations: [], everything: false };

/** A question after which only news is told. */
async function polling(database: Database) {
  const { foreignCommits } = database;
  if (foreignCommits.kind !== 'polled') throw new Error('This engine is not polled.');
  expect(await foreignCommits.poll()).toMatchObject({ everything: true });
  // Tests beside this one may have transactions on the same server, behind which what was written is seen once more.
  await foreignCommits.poll();
  return foreignCommits;
}

const catalog = {
  id: 'c',
  sequence: 1,
  model_count: 0,
  version: 'test',
  as_of: '2026-11-01',
  loaded_at: '2026-11-01',
  ordinal: 1,
};
const layer = (database: Database) => database.write('catalog_layer').insert(catalog);
const organization = (queries: Knex, id: string) =>
  queries('organization').insert({ id, catalog: 'c', created_at: '2026-11-01' });
const write = (queries: Knex, id: string) => queries('organization').where('id', id).increment('revision', 1);

onlyOn('postgres', (open) => {
  describe('a question about commits', () => {
    it('is answered with each organization that changed, once', async () => {
      const database = await open();
      await layer(database);
      const commits = await polling(database);
      expect(await commits.poll()).toEqual(nothing);
      await organization(database.write, 'acme');
      expect(await commits.poll()).toEqual({ organizations: ['acme'], everything: false });
      expect(await commits.poll()).toEqual(nothing);
      await write(database.write, 'acme');
      expect(await commits.poll()).toEqual({ organizations: ['acme'], everything: false });
    });

    it('tells of no commit of its own, but of each behind it', async () => {
      const database = await open();
      await layer(database);
      await organization(database.write, 'acme');
      const commits = await polling(database);
      const { rows } = await database.write.raw(
        "update organization set revision = revision + 1 where id = 'acme' returning changed_in",
      );
      commits.own('acme', rows[0].changed_in);
      expect(await commits.poll()).toEqual(nothing);
      await write(database.write, 'acme');
      expect((await commits.poll()).organizations).toEqual(['acme']);
    });

    it('misses nothing that is committed after what began later', async () => {
      const database = await open();
      await layer(database);
      for (const id of ['slow', 'quick']) await organization(database.write, id);
      const commits = await polling(database);
      const slow = await database.write.transaction();
      await write(slow, 'slow');
      await write(database.write, 'quick');
      expect((await commits.poll()).organizations).toEqual(['quick']);
      expect(await commits.poll()).toEqual(nothing);
      await slow.commit();
      expect((await commits.poll()).organizations).toEqual(['slow']);
    });

    it('is answered with nothing that was rolled back', async () => {
      const database = await open();
      await layer(database);
      await organization(database.write, 'acme');
      const commits = await polling(database);
      const given = await database.write.transaction();
      await write(given, 'acme');
      await given.rollback();
      expect(await commits.poll()).toEqual(nothing);
    });

    it('says once that a catalog is new, also while an older transaction goes on', async () => {
      const database = await open();
      await layer(database);
      const commits = await polling(database);
      const other = openAgain(database);
      const long = await other.write.transaction();
      await long.raw('select pg_current_xact_id()');
      await database.write('catalog_layer').insert({ ...catalog, id: 'd', sequence: 2, ordinal: 2 });
      expect((await commits.poll()).everything).toBe(true);
      expect(await commits.poll()).toEqual(nothing);
      await long.rollback();
      await other.close();
    });

    it('is about everything after one that was not answered: another server may have lost what it knew', async () => {
      const database = await open();
      await layer(database);
      const commits = await polling(database);
      const lock = await database.write.transaction();
      await lock.raw('lock table organization in access exclusive mode');
      await expect(commits.poll()).rejects.toThrow();
      await lock.rollback();
      expect((await commits.poll()).everything).toBe(true);
      expect(await commits.poll()).toEqual(nothing);
    });
  });
});
