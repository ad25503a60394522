import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { onlyOn } from '../../test/support/databases.js';
import type { Database } from './connect.js';

/** Rows that are worth another thread. */
const rows = Array.from({ length: 1_000 }, (_, index) => ({ name: `large ${index}`, value: '1' }));

const count = async ({ read }: Database) => (await read('setting').where('name', 'like', 'large %')).length;

async function foreignCommit({ foreignCommits }: Database): Promise<boolean> {
  if (foreignCommits.kind !== 'checked') throw new Error('This engine is polled.');
  await turn();
  return foreignCommits.happened();
}

onlyOn('sqlite', (open) => {
  it('a transaction of many rows is there when it has been committed, and not before', async () => {
    const database = await open();
    await database.write.transaction(async (tx) => {
      await tx.batchInsert('setting', rows, 100);
      expect(await count(database)).toBe(0);
    });
    expect(await count(database)).toBe(rows.length);
  });

  it('it is no commit of another process, neither on its way nor after it', async () => {
    const database = await open();
    await foreignCommit(database);
    let isOver = false;
    const written = database.write
      .transaction((tx) => tx.batchInsert('setting', rows, 100))
      .finally(() => {
        isOver = true;
      });
    while (!isOver) expect(await foreignCommit(database)).toBe(false);
    await written;
    expect(await foreignCommit(database)).toBe(false);
  });

  it('one that cannot be committed is refused and leaves nothing, and the next is written', async () => {
    const database = await open();
    const orphan = { id: 'acme', catalog: 'none', created_at: '2026-11-01' };
    const refused = database.write.transaction(async (tx) => {
      // Whether the catalog is there is asked by the commit.
      await tx.raw('pragma defer_foreign_keys = on');
      await tx.batchInsert('setting', rows, 100);
      await tx('organization').insert(orphan);
    });
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^SQLITE_CONSTRAINT/) });
    expect(await count(database)).toBe(0);
    await database.write.transaction((tx) => tx.batchInsert('setting', rows, 100));
    expect(await count(database)).toBe(rows.length);
  });
});
