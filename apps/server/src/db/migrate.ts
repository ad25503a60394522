import type { Knex } from 'knex';
import type { Database } from './connect.js';
import type { Dialect } from './dialect.js';
import * as initial from './migrations/0001-initial.js';
import * as catalogVisibility from './migrations/0002-catalog-visibility.js';
import * as changeFeed from './migrations/0003-change-feed.js';
import * as changedIn from './migrations/0004-changed-in.js';
import * as modelText from './migrations/0005-model-text.js';
import * as modelTextPieces from './migrations/0006-model-text-pieces.js';

interface Migration {
  up(knex: Knex, dialect: Dialect): Promise<void>;
  down(knex: Knex, dialect: Dialect): Promise<void>;
}

/** In their order; names never change once released. */
export const migrations: readonly { name: string; migration: Migration }[] = [
  { name: '0001-initial', migration: initial },
  { name: '0002-catalog-visibility', migration: catalogVisibility },
  { name: '0003-change-feed', migration: changeFeed },
  { name: '0004-changed-in', migration: changedIn },
  { name: '0005-model-text', migration: modelText },
  { name: '0006-model-text-pieces', migration: modelTextPieces },
];

/**
 * The smallest number of migrations that a program must know to use the schema as this program leaves it. A migration
 * that only adds leaves it as it is; one that older programs cannot live with raises it to its own number.
 */
export const neededMigrations = 1;

const needSetting = 'needed_migrations';

/** Where the migrator notes what it has done. */
export const migrationTable = 'llm_registry_migrations';

/** The database cannot be used by this program; the message says why and what to do. */
export class UnusableDatabase extends Error {}

function migrator(dialect: Dialect): Knex.MigratorConfig {
  return {
    tableName: migrationTable,
    // A database that a newer program has migrated is judged by `assertUsable`.
    disableMigrationsListValidation: true,
    migrationSource: {
      getMigrations: async () => migrations.map(({ name }) => name),
      getMigrationName: (name: string) => name,
      getMigration: async (name: string) => knexMigration(name, dialect),
    },
  };
}

function knexMigration(name: string, dialect: Dialect): Knex.Migration {
  const found = migrations.find((entry) => entry.name === name);
  if (!found)
    throw new UnusableDatabase(`The database knows a migration "${name}" that this program does not have.`);
  return {
    up: (knex) => found.migration.up(knex, dialect),
    down: (knex) => found.migration.down(knex, dialect),
  };
}

/** The names of the migrations that a migrated database has had, known to this program or not. */
export async function appliedMigrations(queries: Knex): Promise<string[]> {
  const rows: { name: string }[] = await queries(migrationTable).select('name');
  return rows.map(({ name }) => name);
}

/** How many migrations a program must know to use this database; 0 where none has said so. */
async function storedNeed(tx: Knex): Promise<number> {
  const row = await tx('setting').where('name', needSetting).first('value');
  return Number(row?.value ?? 0);
}

async function storeNeed(tx: Knex): Promise<void> {
  const row = { name: needSetting, value: String(neededMigrations) };
  await tx('setting').insert(row).onConflict('name').merge();
}

async function assertUsable(tx: Knex, dialect: Dialect, shown: string): Promise<void> {
  const fault = await dialect.faultOfEngine(tx);
  if (fault !== null) throw new UnusableDatabase(`DATABASE_URL (${shown}) ${fault}.`);
  const contents = await dialect.contents(tx);
  if (contents.length === 0) return;
  if (!contents.includes(migrationTable)) {
    throw new UnusableDatabase(
      `DATABASE_URL (${shown}) names a database that holds other tables and none of ours. Give the registry a database of its own.`,
    );
  }
  if (contents.includes('setting') && (await storedNeed(tx)) > migrations.length) {
    throw new UnusableDatabase(
      `DATABASE_URL (${shown}) was migrated by a newer version that older ones cannot use. Start that version, or restore a backup.`,
    );
  }
}

/**
 * Brings the schema up to date. Any number of processes may do it at once.
 * @param shown the database as messages may name it, without a password
 * @throws UnusableDatabase when the database belongs to something else or to a newer version
 */
export async function migrate({ dialect, maintain }: Database, shown: string): Promise<void> {
  // One transaction around everything: the migrator's own lock is a committed row, and a process that is killed while
  // it holds it would leave it behind for ever.
  await maintain((connection) =>
    connection.transaction(async (tx) => {
      await dialect.takeTurn(tx, 'migration');
      await assertUsable(tx, dialect, shown);
      await tx.migrate.latest(migrator(dialect));
      if ((await storedNeed(tx)) < neededMigrations) await storeNeed(tx);
      await dialect.textIndex.repair(tx);
    }),
  );
}

/** Takes every migration back, for tests of the migrations themselves. */
export async function migrateDown({ dialect, maintain }: Database): Promise<void> {
  await maintain((connection) => connection.migrate.rollback(migrator(dialect), true));
}
