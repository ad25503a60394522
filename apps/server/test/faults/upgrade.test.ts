import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run.js';
import { readConfig } from '../../src/config.js';
import { type Database, openDatabase } from '../../src/db/connect.js';
import { migrate, migrations, migrationTable } from '../../src/db/migrate.js';
import { onEveryEngine } from '../support/databases.js';
import { answersOf, fill } from '../support/filled.js';
import { newEncodedKey, newKeyring } from '../support/providers.js';
import { endServers, startServer } from '../support/server-process.js';
import { damageIn } from './damage.js';

/** Those who refer to others come after them. */
const tables = [
  'setting',
  'catalog_layer',
  'organization',
  'alias',
  'model',
  'provider',
  'api_key',
  'change',
] as const;

/** Makes the schema as a program left it that knew so many migrations, with the migrator's notes. */
async function schemaOf(database: Database, version: number): Promise<void> {
  const { write, dialect } = database;
  const known = migrations.slice(0, version);
  for (const { migration } of known) await migration.up(write, dialect);
  await write.schema.createTable(migrationTable, (table) => {
    table.increments().primary();
    table.string('name');
    table.integer('batch');
    table.timestamp('migration_time');
  });
  await write.schema.createTable(`${migrationTable}_lock`, (table) => {
    table.increments('index').primary();
    table.integer('is_locked');
  });
  await write(`${migrationTable}_lock`).insert({ is_locked: 0 });
  const done = known.map(({ name }) => ({ name, batch: 1, migration_time: new Date() }));
  await write(migrationTable).insert(done);
}

/** What came with a migration, and is therefore in no database of before: the visibility of catalogs, and the history. */
async function forgetWhatCameAfter(version: number, { write }: Database): Promise<void> {
  if (version < 2) await write('organization').update({ catalog_visibility: 'listed' });
  if (version < 3) await write('setting').where('name', 'history_id').delete();
}

/** The rows of one database in another that knows fewer columns, as a program wrote them that knew no more. */
async function copyRows(from: Database, to: Database): Promise<void> {
  for (const table of tables) {
    const known = Object.keys(await to.read(table).columnInfo());
    const columns = known.filter((column) => !from.dialect.ownColumns.includes(column));
    await to.write(table).delete();
    const rows: object[] = await from.read(table).select(columns);
    for (const row of rows) await to.write(table).insert(row);
  }
}

/** The change log, without what a program of before did not write. */
const logOf = ({ read }: Database) =>
  read('change')
    .orderBy(['organization', 'revision'])
    .select('organization', 'revision', 'at', 'principal', 'operation', 'kind', 'name', 'stored');

onEveryEngine((open, { engine, freshUrl }) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-upgrade-'));
  });
  afterEach(async () => {
    await endServers();
    rmSync(folder, { recursive: true });
  });

  describe('a database with data', () => {
    const versions = migrations.map(({ name }, index) => [name, index + 1] as const);

    it.each(versions)(
      'of the version whose last migration is %s is upgraded with all that it held',
      async (_name, version) => {
        const keyring = newKeyring();
        const today = await open();
        await fill(today, keyring);
        await forgetWhatCameAfter(version, today);
        await forgetWhatCameAfter(version, today);
        const url = await freshUrl();
        const old = openDatabase(url);
        await schemaOf(old, version);
        await copyRows(today, old);
        await migrate(old, 'test');
        expect(await answersOf(old, keyring)).toEqual(await answersOf(today, keyring));
        expect(await logOf(old)).toEqual(await logOf(today));
        await old.close();
        expect(await damageIn(url, engine)).toEqual([]);
      },
    );

    it('of a newer version that needs newer programs is left alone by servers and commands, which say why', async () => {
      const url = await freshUrl();
      const newer = openDatabase(url);
      await migrate(newer, 'test');
      const needed = String(migrations.length + 1);
      await newer.write('setting').where('name', 'needed_migrations').update({ value: needed });
      await newer.close();
      const environment = { DATABASE_URL: url, ENCRYPTION_KEYS: newEncodedKey() };
      const told: string[] = [];
      const status = await runCommand(['migrate'], {
        config: () => readConfig({ environment, folder, terminal: false }),
        print: (text) => void told.push(text),
        note: (text) => void told.push(text),
        clock: () => new Date(),
      });
      const server = startServer(folder, environment);
      expect([status, await server.exited()]).toEqual([1, 1]);
      for (const message of [told.join('\n'), server.output() + server.errors()])
        expect(message).toMatch(/was migrated by a newer version.*Start that version, or restore a backup\./);
    });
  });
});
