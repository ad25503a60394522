import { expect, it } from 'vitest';
import { changesOn } from '../../test/support/changes.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { counted } from '../../test/support/statements.js';
import { trimChanges } from './trim.js';

onEveryEngine((open) => {
  it('old changes go but the newest of them, in every organization', async () => {
    const database = await open();
    const { as, time } = await changesOn(database);
    for (const model_name of ['a', 'b', 'c']) {
      for (const organization of ['acme', 'other']) await as(organization).post({ model_name });
      time.advance(10);
    }
    await as('other').remove('a');
    const kept = async () =>
      (await database.read('change').orderBy(['organization', 'revision'])).map(
        ({ organization, revision }) => `${organization} ${revision}`,
      );
    expect(await trimChanges(database, '2026-11-01T00:00:10.000Z')).toBe(0);
    expect(await trimChanges(database, '2026-11-01T00:00:11.000Z')).toBe(2);
    expect(await kept()).toEqual(['acme 2', 'acme 3', 'other 2', 'other 3', 'other 4']);
    expect(await trimChanges(database, '2027-01-01T00:00:00.000Z')).toBe(3);
    expect(await kept()).toEqual(['acme 3', 'other 4']);
  });

  it('nothing is asked for each organization that keeps all it has', async () => {
    const database = await open();
    const { as } = await changesOn(database);
    for (const organization of ['acme', 'beta', 'gamma', 'delta'])
      await as(organization).post({ model_name: 'a' });
    await as('acme').post({ model_name: 'b' });
    const statements = counted(database);
    expect(await trimChanges(database, '2026-01-01T00:00:00.000Z')).toBe(0);
    expect(statements()).toBe(1);
    expect(await trimChanges(database, '2027-01-01T00:00:00.000Z')).toBe(1);
    expect(statements(), 'one list, and for acme what goes and its removal').toBe(4);
  });

  it('more old changes than one batch go too', async () => {
    const database = await open();
    const { as } = await changesOn(database);
    await as('acme').post({ model_name: 'a' });
    const row = await database.read('change').first();
    const rows = Array.from({ length: 1_300 }, (_, at) => ({ ...row, stored: null, revision: at + 2 }));
    await database.write.batchInsert('change', rows, 100);
    expect(await trimChanges(database, '2027-01-01T00:00:00.000Z')).toBe(1_300);
    expect(await database.read('change').pluck('revision')).toEqual([1_301]);
  });
});
