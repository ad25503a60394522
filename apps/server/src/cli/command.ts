import { existsSync } from 'node:fs';
import { loadShippedCatalog } from '@llm-registry/catalog';
import { loadCatalog } from '../catalog/load.js';
import type { Config } from '../config.js';
import { type Database, databaseFile, openDatabase } from '../db/connect.js';
import { shippedProviderRow } from '../providers/row.js';
import { openMigrated } from '../startup/storage.js';

/** A command cannot be done; the message says why and what to do. */
export class CommandError extends Error {}

/** What every command has at hand. */
export interface CommandContext {
  /** Read when a command runs, so that help needs no configuration. */
  config: () => Config;
  /** Prints what was asked for. */
  print: (text: string) => void;
  /** Prints what a person should know besides. */
  note: (text: string) => void;
  clock: () => Date;
}

/** @throws CommandError where only the server itself can reach the database */
function assertReachable({ databaseUrl }: Config): void {
  if (databaseUrl !== 'sqlite::memory:') return;
  throw new CommandError('DATABASE_URL names a database in memory, which only the server itself can reach.');
}

/** Where the data lies, for people. */
export function placeOf({ databaseUrl, shownDatabaseUrl }: Config): string {
  return databaseFile(databaseUrl) ?? shownDatabaseUrl;
}

async function closing<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** @throws CommandError where the file is not there: a mistyped path must not make an empty database */
function assertThere(config: Config): void {
  assertReachable(config);
  const file = databaseFile(config.databaseUrl);
  if (file === null || existsSync(file)) return;
  throw new CommandError(
    `There is no database at ${file}. Run this in the folder where the server runs, with the same DATABASE_URL, or "migrate" to make one.`,
  );
}

/**
 * Runs work on the configured database, migrated, and closes it afterwards. Servers may be using it at the same time.
 * @throws StartFailure when it cannot be used
 */
export async function onDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  assertReachable(config);
  // A person waits for the command, and can give it again.
  return closing(await openMigrated(config, { patience: 0 }), work);
}

/** The same for a database that has to be there. @throws CommandError */
export async function onExistingDatabase<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  assertThere(config);
  return onDatabase(config, work);
}

/** The same without migrating: neither waits for a writer nor changes anything. @throws CommandError */
export async function onDatabaseAsItIs<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  assertThere(config);
  return closing(openDatabase(config.databaseUrl, { poolSize: config.databasePoolSize }), work);
}

/** What the first write of an organization needs: the catalog that it points at. */
export async function ensureCatalog(database: Database, clock: () => Date): Promise<void> {
  const present = await database.read('catalog_layer').first('id');
  if (present === undefined) await loadCatalog(loadShippedCatalog(), { database, clock, shippedProviderRow });
}
