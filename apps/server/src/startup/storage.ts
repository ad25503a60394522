import { dirname } from 'node:path';
import type { Config } from '../config.js';
import { type Database, databaseFile, openDatabase } from '../db/connect.js';
import { migrate, UnusableDatabase } from '../db/migrate.js';
import { ensureKeyFile, keyFilePath } from '../secrets/key-file.js';
import { createKeyring, type Keyring } from '../secrets/keyring.js';
import { reasonOf, StartFailure } from './failure.js';

type DatabaseConfig = Pick<Config, 'databaseUrl' | 'shownDatabaseUrl'>;

function databaseFailure(
  { shownDatabaseUrl }: DatabaseConfig,
  file: string | null,
  error: unknown,
): StartFailure {
  if (error instanceof UnusableDatabase) return new StartFailure(error.message);
  const advice =
    file === null
      ? ''
      : ` Check that ${dirname(file)} is a folder that this user may write to, and the file is a SQLite database.`;
  return new StartFailure(`DATABASE_URL (${shownDatabaseUrl}) cannot be used: ${reasonOf(error)}.${advice}`);
}

/**
 * Opens the database and brings its schema up to date.
 * @throws StartFailure when it cannot be opened, read or written, or belongs to something else
 */
export async function openMigrated(config: DatabaseConfig): Promise<Database> {
  let database: Database | undefined;
  try {
    database = openDatabase(config.databaseUrl);
    await migrate(database, config.shownDatabaseUrl);
    return database;
  } catch (error) {
    const failure = databaseFailure(config, databaseFile(config.databaseUrl), error);
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
