import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.js';
import { type Database, databaseFile, openDatabase } from '../db/connect.js';
import { migrate, UnusableDatabase } from '../db/migrate.js';
import { ensureKeyFile, keyFilePath } from '../secrets/key-file.js';
import { createKeyring, type Keyring } from '../secrets/keyring.js';
import { reasonOf, StartFailure } from './failure.js';

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'shownDatabaseUrl' | 'databasePoolSize'>;

/** How a start waits for a database server that is not there yet; times in milliseconds. */
export interface Waiting {
  patience: number;
  pause: number;
  /** Told once, before the first wait, what is wrong. */
  began: (reason: string) => void;
}

const unheard: Waiting = { patience: 30_000, pause: 500, began: () => {} };

function adviceFor(file: string | null, databaseUrl: string): string {
  if (file !== null)
    return ` Check that ${dirname(file)} is a folder that this user may write to, and the file is a SQLite database.`;
  if (databaseUrl === 'sqlite::memory:') return '';
  return ' Check that PostgreSQL runs there, and that this user may connect to this database and make tables in it.';
}

function databaseFailure({ databaseUrl, shownDatabaseUrl }: DatabaseConfig, error: unknown): StartFailure {
  if (error instanceof UnusableDatabase) return new StartFailure(error.message);
  const advice = adviceFor(databaseFile(databaseUrl), databaseUrl);
  return new StartFailure(`DATABASE_URL (${shownDatabaseUrl}) cannot be used: ${reasonOf(error)}.${advice}`);
}

/** Migrates, and tries again for a while where the database server is not there yet. */
async function migrateWhenThere(database: Database, shown: string, waiting: Waiting): Promise<void> {
  const deadline = performance.now() + waiting.patience;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await migrate(database, shown);
    } catch (error) {
      if (!database.dialect.isNotThereYet(error) || performance.now() >= deadline) throw error;
      if (isFirst) waiting.began(reasonOf(error));
    }
    await delay(waiting.pause);
  }
}

/**
 * Opens the database and brings its schema up to date.
 * @throws StartFailure when it cannot be opened, read or written, or belongs to something else
 */
export async function openMigrated(
  config: DatabaseConfig,
  waiting: Partial<Waiting> = {},
): Promise<Database> {
  let database: Database | undefined;
  try {
    database = openDatabase(config.databaseUrl, { poolSize: config.databasePoolSize });
    await migrateWhenThere(database, config.shownDatabaseUrl, { ...unheard, ...waiting });
    return database;
  } catch (error) {
    const failure = databaseFailure(config, error);
    await database?.close().catch(() => undefined);
    throw failure;
  }
}

/**
 * The encryption keys: those configured, else those in the file beside the database, which is made if it is missing.
 * @throws StartFailure when that file can be neither read nor made
 */
export function keyringFor(config: Pick<Config, 'keyring'>, database: Database): Keyring {
  if (config.keyring !== null) return config.keyring;
  try {
    return createKeyring(ensureKeyFile(database.file));
  } catch (error) {
    const file = keyFilePath(database.file ?? '');
    throw new StartFailure(`The encryption keys in ${file} cannot be used: ${reasonOf(error)}.`);
  }
}
