import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { writable } from '../../test/support/organizations.js';
import { databaseFile, openDatabase } from './connect.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'llm-registry-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a database file', () => {
  it('is named by an absolute path, or not at all in memory', () => {
    expect(databaseFile('sqlite:./data/x.db')).toBe(resolve('data/x.db'));
    expect(databaseFile('sqlite:/tmp/x.db')).toBe('/tmp/x.db');
    expect(databaseFile('sqlite::memory:')).toBeNull();
  });

  it('is made with its folders', async () => {
    const file = join(folder, 'a', 'b', 'x.db');
    const database = openDatabase(`sqlite:${file}`);
    await database.write.raw('select 1');
    await database.close();
    expect(existsSync(file)).toBe(true);
  });

  it('that is none fails without a word on standard output, which is the log', async () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'This is not a database.');
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    const database = openDatabase(`sqlite:${file}`);
    await expect(database.write.raw('select 1')).rejects.toThrow('not a database');
    await database.close();
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('holds what was committed before the answer leaves, and keeps its references', async () => {
    const database = openDatabase(`sqlite:${join(folder, 'x.db')}`);
    const pragma = async (name: string) => Object.values((await database.write.raw(`pragma ${name}`))[0])[0];
    // FULL is 2: each commit reaches the disk.
    expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual(
      ['wal', 2, 1],
    );
    await database.close();
  });

  it('is opened while another process holds its lock, once that gives it back', async () => {
    const file = join(folder, 'x.db');
    const other = new libsql(file);
    other.exec('begin exclusive');
    const database = openDatabase(`sqlite:${file}`);
    const opened = database.write.raw('select 1 as one');
    // This runs on the same event loop: a wait that blocked it would never end.
    setTimeout(() => other.exec('commit'), 50);
    expect(await opened).toEqual([{ one: 1 }]);
    await database.close();
    other.close();
  });

  it('is written after another process has finished its transaction', async () => {
    const file = join(folder, 'x.db');
    const database = openDatabase(`sqlite:${file}`);
    await database.write.schema.createTable('t', (table) => table.integer('n'));
    const other = new libsql(file);
    other.exec('begin immediate; insert into t values (1)');
    const written = database.write.transaction(async (tx) => {
      const [row] = await tx('t').count({ count: '*' });
      await tx('t').insert({ n: Number(row?.['count']) + 1 });
    });
    setTimeout(() => other.exec('commit'), 50);
    await written;
    expect(await database.read('t').orderBy('n').pluck('n')).toEqual([1, 2]);
    await database.close();
    other.close();
  });
});

onEveryEngine((open) => {
  it('reads do not wait for a transaction that is under way, and do not see it', async () => {
    const database = await open();
    await database.write.transaction(async (tx) => {
      await tx('setting').insert({ name: 'n', value: '1' });
      expect(await database.read('setting').where('name', 'n').first()).toBeUndefined();
    });
    expect(await database.read('setting').where('name', 'n').first()).toMatchObject({ value: '1' });
  });

  it('nothing is written through the connection for reads', async () => {
    const database = await open();
    await expect(database.read('setting').insert({ name: 'n', value: '1' })).rejects.toThrow();
    expect(await database.read('setting').where('name', 'n').first()).toBeUndefined();
  });

  it('a transaction that throws leaves nothing, and the next one goes on', async () => {
    const database = await open();
    const failed = database.write.transaction(async (tx) => {
      await tx('setting').insert({ name: 'n', value: '1' });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await database.write.transaction((tx) => tx('setting').insert({ name: 'n', value: '2' }));
    expect(await database.read('setting').where('name', 'n').first()).toMatchObject({ value: '2' });
  });

  it('text sorts by code point and is equal byte for byte', async () => {
    const database = await open();
    const names = ['b', 'B', 'a', 'ä', 'a\u0308', '\uffee', '🙂'];
    for (const name of names) await database.write('setting').insert({ name, value: 'text' });
    const sorted: string[] = await database
      .read('setting')
      .where('value', 'text')
      .orderBy('name')
      .pluck('name');
    const codePoints = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0);
    const byCodePoint = (a: string, b: string) => {
      const [left, right] = [codePoints(a), codePoints(b)];
      const at = left.findIndex((point, index) => point !== right[index]);
      return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
    };
    expect(sorted).toEqual([...names].sort(byCodePoint));
    expect(await database.read('setting').where('name', 'A').first()).toBeUndefined();
  });

  it('errors of the driver are told apart by what they mean', async () => {
    const database = await open();
    const { dialect } = database;
    const row = { name: 'n', value: '1' };
    await database.write('setting').insert(row);
    const twice = await database
      .write('setting')
      .insert(row)
      .catch((error: unknown) => error);
    expect(dialect.isUniqueViolation(twice)).toBe(true);
    expect(dialect.isUnavailable(twice)).toBe(false);
    const readOnly = await database
      .read('setting')
      .insert({ name: 'm', value: '1' })
      .catch((error: unknown) => error);
    expect(dialect.isUnavailable(readOnly)).toBe(true);
    const codes = { sqlite: 'SQLITE_FULL', postgres: '53100' };
    const full = Object.assign(new Error('disk full'), { code: codes[dialect.name] });
    expect([dialect.isStorageFull(full), dialect.isStorageFull(twice)]).toEqual([true, false]);
  });

  it('a foreign key is held: an organization names a catalog that is there', async () => {
    const { database } = await writable(await open());
    const stranger = { id: 'x', catalog: 'c:nowhere', created_at: '2026-11-01T00:00:00.000Z' };
    await expect(database.write('organization').insert(stranger)).rejects.toThrow();
  });
});
