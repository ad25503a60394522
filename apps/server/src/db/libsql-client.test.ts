import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { onlyOn, openAgain } from '../../test/support/databases.js';
import type { Database } from './connect.js';

const names = ({ read }: Database) =>
  read('setting').whereLike('name', 'test %').orderBy('name').pluck('name');

/** In a transaction, by another statement: one that is run again is under way no more. */
const writeLater = ({ write }: Database) =>
  write.transaction((tx) => tx('setting').insert({ name: 'test later', value: '1' }).onConflict().ignore());

/** One that answers with rows and one that does not: the driver runs them in different ways. */
const statements: Record<string, (database: Database) => PromiseLike<unknown>> = {
  'a statement': ({ write }) => write('setting').insert({ name: 'test alone', value: '1' }),
  'a statement that returns rows': ({ write }) =>
    write('setting').insert({ name: 'test alone', value: '1' }).returning('name'),
};

onlyOn('sqlite', (open) => {
  describe.each(Object.entries(statements))('%s without a transaction', (_, run) => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
    });

    /** Another process holds the write lock until what this returns is called. */
    async function lockedElsewhere(): Promise<() => Promise<void>> {
      const other = openAgain(database);
      const transaction = await other.write.transaction();
      return async () => {
        await transaction.rollback();
        await other.close();
      };
    }

    it('waits while another process writes', async () => {
      const release = await lockedElsewhere();
      const [written] = await Promise.allSettled([run(database), delay(200).then(release)]);
      expect(written).toMatchObject({ status: 'fulfilled' });
      expect(await names(database)).toEqual(['test alone']);
    });

    it('that waited in vain is in nobody’s way afterwards', { timeout: 15_000 }, async () => {
      const release = await lockedElsewhere();
      const [refused] = await Promise.allSettled([run(database)]);
      await release();
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_BUSY' } });
      await writeLater(database);
      expect(await names(database)).toEqual(['test later']);
    });

    it('that fails leaves no transaction open', async () => {
      await run(database);
      await expect(run(database)).rejects.toMatchObject({
        code: expect.stringMatching(/^SQLITE_CONSTRAINT/),
      });
      await writeLater(database);
      expect(await names(database)).toEqual(['test alone', 'test later']);
    });
  });
});
