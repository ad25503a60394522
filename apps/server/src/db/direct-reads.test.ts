import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { counted } from '../../test/support/statements.js';
import type { Database } from './connect.js';
import { rowOf } from './rows-of.js';

const name = 'test direct';

const readSetting = (database: Database) =>
  rowOf<{ value: string }>(database.read, 'select value from setting where name = ?', [name]);

const writeSetting = ({ write }: Database, value: string) =>
  write('setting').insert({ name, value }).onConflict('name').merge();

onEveryEngine((open) => {
  it('a fixed statement answers its one row as an object, or nothing', async () => {
    const database = await open();
    expect(await readSetting(database)).toBeUndefined();
    await writeSetting(database, '1');
    expect(await readSetting(database)).toEqual({ value: '1' });
  });

  it('a fixed statement sees what was committed before, and nothing of a transaction that goes on', async () => {
    const database = await open();
    await writeSetting(database, '1');
    const transaction = await database.write.transaction();
    await transaction('setting').where({ name }).update({ value: '2' });
    expect(await readSetting(database)).toEqual({ value: '1' });
    await transaction.commit();
    expect(await readSetting(database)).toEqual({ value: '2' });
  });

  it('a fixed statement is not part of a snapshot that is read meanwhile', async () => {
    const database = await open();
    await writeSetting(database, '1');
    await database.snapshot(async (queries) => {
      await queries('setting').first('name');
      await writeSetting(database, '2');
      expect(await queries('setting').where({ name }).first('value')).toMatchObject({ value: '1' });
      expect(await readSetting(database)).toEqual({ value: '2' });
    });
  });

  it('a fixed statement is counted and timed as any other, also one that fails', async () => {
    const database = await open();
    const statements = counted(database);
    const failures: unknown[] = [];
    database.read.on('query-error', (error: unknown) => failures.push(error));
    await readSetting(database);
    const failed = rowOf(database.read, 'select no_such_column from setting', []);
    await expect(failed).rejects.toThrow(/no_such_column/);
    expect(statements()).toBeGreaterThanOrEqual(2);
    expect(failures).toHaveLength(1);
  });

  it('a database that was closed answers no fixed statement either', async () => {
    const database = await open();
    await readSetting(database);
    await database.close();
    await expect(readSetting(database)).rejects.toThrow();
  });
});
