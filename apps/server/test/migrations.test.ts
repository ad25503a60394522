import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Database } from '../src/db/connect.js';
import { openDatabase } from '../src/db/connect.js';
import { migrate, migrateDown, migrations, UnusableDatabase } from '../src/db/migrate.js';
import * as visibility from '../src/db/migrations/0002-catalog-visibility.js';
import * as changeFeed from '../src/db/migrations/0003-change-feed.js';
import { layersOf } from '../src/revisions/layers.js';
import { shippedModel, smallCatalog } from './support/catalog.js';
import { changesOn } from './support/changes.js';
import { onEveryEngine, onlyOn } from './support/databases.js';
import { modelsOf } from './support/models.js';

/** The tables of a database without those of the migrator. */
async function tables({ dialect, write }: Database): Promise<string[]> {
  return (await dialect.contents(write)).filter((name) => !name.startsWith('llm_registry_migrations')).sort();
}

const ours = ['alias', 'api_key', 'catalog_layer', 'change', 'model', 'organization', 'provider', 'setting'];

onEveryEngine((open) => {
  it('go up and down and up again with rows in the tables', async () => {
    const database = await open();
    const { as } = await modelsOf(database);
    await as('acme').post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
    expect(await tables(database)).toEqual(ours);
    await migrateDown(database);
    expect(await tables(database)).toEqual([]);
    await migrate(database, 'test');
    expect(await tables(database)).toEqual(ours);
    expect(await database.read('model').count({ count: '*' })).toEqual([{ count: 0 }]);
  });

  it('leave rows alone when there is nothing to do', async () => {
    const database = await open();
    const { as } = await modelsOf(database);
    const written = await as('acme').post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
    await migrate(database, 'test');
    expect(await as('acme').get('x')).toEqual(written);
  });

  it('leave organizations from before there was a setting as they were: shipped models are listed', async () => {
    const database = await open();
    const { as } = await modelsOf(database);
    await as('acme').post({ model_name: 'x', base_model_name: 'gpt-4o-mini' });
    await visibility.down(database.write);
    await visibility.up(database.write, database.dialect);
    expect((await layersOf(database.read, 'acme')).catalogVisibility).toBe('listed');
    expect(await as('acme').counts()).toEqual({ own_count: 1, hidden_count: 0 });
    expect((await as('acme').get('x')).base_model_name).toBe('openai/gpt-4o-mini');
  });

  it('let changes be followed from where an organization was, and not from before', async () => {
    const database = await open();
    const { as, upgrade } = await changesOn(database);
    const acme = as('acme');
    for (const model_name of ['x', 'y']) await acme.post({ model_name });
    await changeFeed.down(database.write);
    await changeFeed.up(database.write, database.dialect);
    const { revision, cursor } = await acme.snapshot();
    expect(revision).toBe(3);
    expect((await acme.page({ cursor })).changes).toEqual([]);
    await acme.post({ model_name: 'x', input_cost: 1 });
    await upgrade(smallCatalog([shippedModel('acme/new')], 2));
    for (const place of [{ cursor }, { after: revision }])
      expect((await acme.page(place)).changes.map(({ name }) => name)).toEqual(['x', 'acme/new']);
    await expect(acme.page({ after: revision - 1 })).rejects.toMatchObject({ code: 'snapshot_needed' });
  });

  it('refuse a database that holds other tables, naming the variable and nothing secret', async () => {
    const database = await open();
    await migrateDown(database);
    for (const table of await database.dialect.contents(database.write)) {
      await database.write.schema.dropTable(table);
    }
    await database.write.schema.createTable('theirs', (table) => table.text('id'));
    const refused = migrate(database, 'shown');
    await expect(refused).rejects.toThrow(UnusableDatabase);
    await expect(refused).rejects.toThrow(/DATABASE_URL \(shown\)/);
    expect(await tables(database)).toEqual(['theirs']);
  });

  it('accept what a newer version left that allows older programs', async () => {
    const database = await open();
    await database
      .write('llm_registry_migrations')
      .insert({ name: '9999-newer', batch: 2, migration_time: new Date() });
    await expect(migrate(database, 'test')).resolves.toBeUndefined();
  });

  it('refuse what a newer version left that does not', async () => {
    const database = await open();
    const needed = String(migrations.length + 1);
    await database.write('setting').where('name', 'needed_migrations').update({ value: needed });
    await expect(migrate(database, 'shown')).rejects.toThrow(/shown.*newer version/);
    // The newer version's word stands.
    expect(await database.read('setting').where('name', 'needed_migrations').first()).toMatchObject({
      value: needed,
    });
  });

  it('raise what an older version said is needed', async () => {
    const database = await open();
    await database.write('setting').where('name', 'needed_migrations').update({ value: '0' });
    await migrate(database, 'test');
    expect(await database.read('setting').where('name', 'needed_migrations').first()).toMatchObject({
      value: '1',
    });
  });
});

/** Migrates in a process of its own. */
async function migrating(...args: string[]) {
  const program = fileURLToPath(new URL('./support/migrating-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const [code, signal] = await once(child, 'close');
  return { code, signal, output };
}

const succeeded = { code: 0, signal: null, output: '' };

async function state(url: string): Promise<{ tables: string[]; migrations: number }> {
  const database = openDatabase(url);
  try {
    const applied = await database.write('llm_registry_migrations').count({ count: '*' });
    return { tables: await tables(database), migrations: Number(applied[0]?.count) };
  } finally {
    await database.close();
  }
}

onEveryEngine((_open, { freshUrl }) => {
  describe('processes that start at once', () => {
    it('migrate the same new database together, and each of them succeeds', async () => {
      const url = await freshUrl();
      expect(await Promise.all([migrating(url), migrating(url), migrating(url)])).toEqual([
        succeeded,
        succeeded,
        succeeded,
      ]);
      expect(await state(url)).toEqual({ tables: ours, migrations: migrations.length });
    }, 30_000);

    it('migrate on after one that was killed in the middle, which left nothing behind', async () => {
      const url = await freshUrl();
      // `key_ids` belongs to a table in the middle of the first migration.
      expect(await migrating(url, 'key_ids')).toMatchObject({ signal: 'SIGKILL' });
      const database = openDatabase(url);
      expect(await database.dialect.contents(database.write)).toEqual([]);
      await database.close();
      expect(await migrating(url)).toEqual(succeeded);
      expect(await state(url)).toEqual({ tables: ours, migrations: migrations.length });
    }, 30_000);
  });
});

onlyOn('postgres', (open) => {
  it('leave no function behind when they are taken back', async () => {
    const database = await open();
    await migrateDown(database);
    const functions = database.read('pg_proc').whereRaw('pronamespace = current_schema()::regnamespace');
    expect(await functions.select('proname')).toEqual([]);
  });
});
