import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { onlyOn, openAgain } from '../../test/support/databases.js';
import type { Database } from './connect.js';

/** Asks in a turn of the event loop of its own. */
async function asked({ foreignCommits }: Database): Promise<boolean> {
  if (foreignCommits.kind !== 'checked') throw new Error('This engine is polled.');
  await turn();
  return foreignCommits.happened();
}

const write = ({ write: queries }: Database, name: string) => queries('setting').insert({ name, value: '1' });

onlyOn('sqlite', (open) => {
  it('commits of another process are noticed, once, and those of its own are not', async () => {
    const database = await open();
    await write(database, 'first');
    await asked(database);
    expect(await asked(database)).toBe(false);
    await write(database, 'own');
    expect(await asked(database)).toBe(false);
    const other = openAgain(database);
    await write(other, 'foreign');
    await other.close();
    expect([await asked(database), await asked(database)]).toEqual([true, false]);
  });

  it('what another process rolled back is no commit', async () => {
    const database = await open();
    await write(database, 'first');
    await asked(database);
    const other = openAgain(database);
    const given = await other.write.transaction();
    await given('setting').insert({ name: 'given up', value: '1' });
    await given.rollback();
    await other.close();
    expect(await asked(database)).toBe(false);
  });
});
