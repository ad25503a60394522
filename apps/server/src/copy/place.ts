import { statSync } from 'node:fs';
import { databaseUrl } from '../config/database-url.js';
import { shownValue } from '../config/given.js';
import { databaseFile } from '../db/connect.js';
import { CopyError } from './failure.js';

/** One of the two databases of a copy. */
export interface Place {
  readonly url: string;
  /** The option with the database as messages may name it, without a password. */
  readonly label: string;
  /** The database file, or null where there is none. */
  readonly file: string | null;
}

/**
 * The database that an option names.
 * @throws CopyError where it is no URL of one, or of one in memory, which ends with the command
 */
export function placeOf(option: '--from' | '--to', url: string): Place {
  const label = `${option} (${shownValue('DATABASE_URL', url)})`;
  const parsed = databaseUrl.safeParse(url.trim());
  if (!parsed.success) throw new CopyError(`${label} ${parsed.error.issues[0]?.message}`);
  if (parsed.data === 'sqlite::memory:')
    throw new CopyError(`${label} names a database in memory, which no other program can reach.`);
  return { url: parsed.data, label, file: databaseFile(parsed.data) };
}

/** Opening a file makes one where none is. @throws CopyError */
export function assertThere({ label, file }: Place): void {
  if (file === null || statSync(file, { throwIfNoEntry: false })?.isFile() === true) return;
  throw new CopyError(`${label}: there is no database at ${file}. Name one that is there.`);
}
