import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { keepStatements } from './kept-statements.js';

describe('a connection that keeps its statements', () => {
  function counting() {
    const prepared: string[] = [];
    const connection = {
      prepare(sql: string) {
        prepared.push(sql);
        return { sql };
      },
    };
    keepStatements(connection);
    return { connection, prepared };
  }

  it('prepares each of them once', () => {
    const { connection, prepared } = counting();
    expect(connection.prepare('select 1')).toBe(connection.prepare('select 1'));
    expect(connection.prepare('select 2')).toEqual({ sql: 'select 2' });
    expect(prepared).toEqual(['select 1', 'select 2']);
  });

  it('forgets the one used longest ago when they become too many', () => {
    const { connection, prepared } = counting();
    for (let index = 0; index < 500; index++) connection.prepare(`select ${index}`);
    connection.prepare('select 0');
    connection.prepare('select 500');
    prepared.length = 0;
    connection.prepare('select 0');
    connection.prepare('select 1');
    expect(prepared).toEqual(['select 1']);
  });
});

onEveryEngine((open) => {
  it('a kept statement sees a table as it is after its schema changed', async () => {
    const { write } = await open();
    const all = () => write('setting').where('name', 'a');
    await write('setting').insert({ name: 'a', value: '1' });
    await all();
    await write.schema.alterTable('setting', (table) => table.text('more').defaultTo('x'));
    expect(await all()).toEqual([{ name: 'a', value: '1', more: 'x' }]);
  });
});
