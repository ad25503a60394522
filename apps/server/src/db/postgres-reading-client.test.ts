import { expect, it } from 'vitest';
import { onlyOn } from '../../test/support/databases.js';
import type { Database } from './connect.js';
import { rowOf, rowsOf } from './rows-of.js';

onlyOn('postgres', (open) => {
  async function withNotes(): Promise<Database> {
    const database = await open();
    await database.write.raw('create table note (id int primary key, text text)');
    await database.write.raw("insert into note values (1, 'one'), (2, 'two')");
    return database;
  }

  const note = ({ read }: Database, id: number) =>
    rowOf<object>(read, 'select * from note where id = ?', [id]);

  const plansOfNotes = ({ read }: Database) =>
    rowsOf<{ generic: number; custom: number }>(
      read,
      `select generic_plans as generic, custom_plans as custom from pg_prepared_statements where statement like ?`,
      ['select * from note%'],
    );

  it('plans a fixed statement without values, from the second time on', async () => {
    const database = await withNotes();
    await note(database, 1);
    expect(await plansOfNotes(database)).toEqual([]);
    for (const id of [2, 1, 2]) expect(await note(database, id)).toMatchObject({ id });
    expect(await plansOfNotes(database)).toEqual([{ generic: 3, custom: 0 }]);
  });

  it('plans every other statement as PostgreSQL likes', async () => {
    const database = await withNotes();
    for (const id of [1, 2]) await note(database, id);
    const [setting] = await rowsOf<object>(database.read, 'show plan_cache_mode', []);
    expect(setting).toEqual({ plan_cache_mode: 'auto' });
  });

  it('sorts for no fixed statement what an index has in order, however few rows it thinks there are', async () => {
    const { read } = await open();
    const fixed = () => rowOf<object>(read, "select current_setting('enable_sort') as sorts", []);
    await fixed();
    expect(await fixed()).toEqual({ sorts: 'off' });
    const [free] = await rowsOf<object>(read, "select current_setting('enable_sort') as sorts", []);
    expect(free).toEqual({ sorts: 'on' });
  });

  it('plans anew when a table has other columns', async () => {
    const database = await withNotes();
    for (const id of [1, 2]) await note(database, id);
    await database.write.raw("alter table note add column author text default 'nobody'");
    expect(await note(database, 1)).toEqual({ id: 1, text: 'one', author: 'nobody' });
  });
});
