import { describe, expect, it } from 'vitest';
import { onEveryEngine, onlyOn } from '../../test/support/databases.js';
import type { Database } from '../db/connect.js';
import { columnsOf, copiedTables } from './tables.js';

const names = copiedTables.map(({ name }) => name);

async function primaryKey({ dialect, write }: Database, table: string): Promise<string[]> {
  const question = {
    sqlite: 'select name from pragma_table_info(?) where pk > 0 order by pk',
    postgres: `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = ?::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)`,
  };
  const answer = await write.raw(question[dialect.name], [table]);
  const rows: { name: string }[] = dialect.name === 'sqlite' ? answer : answer.rows;
  return rows.map(({ name }) => name);
}

onEveryEngine((open) => {
  describe('the tables that are copied', () => {
    it('are all that there are but the migrator’s own', async () => {
      const { dialect, write } = await open();
      const there = (await dialect.contents(write)).filter(
        (name) => !name.startsWith('llm_registry_migrations'),
      );
      expect([...names].sort()).toEqual(there.sort());
    });

    it('are read by their primary keys', async () => {
      const database = await open();
      for (const { name, key } of copiedTables)
        expect({ name, key: await primaryKey(database, name) }).toEqual({ name, key });
    });
  });
});

onlyOn('postgres', (open) => {
  it('no column counts by itself, so that no count has to be set right after a copy', async () => {
    const { write } = await open();
    const { rows } = await write.raw(`select c.relname from pg_class c where c.relkind = 'S'
      and c.relnamespace = current_schema()::regnamespace and c.relname not like 'llm_registry_migrations%'`);
    expect(rows).toEqual([]);
  });

  it('a column that the engine writes is not copied', async () => {
    const { write, dialect } = await open();
    expect(Object.keys(await write('organization').columnInfo())).toContain('changed_in');
    expect(await columnsOf(write, dialect, 'organization')).not.toContain('changed_in');
  });
});
