import type { Knex } from 'knex';
import { LibsqlClient } from './libsql-client.js';
import { whenUnlocked } from './lock.js';

/** Everything in which the engines differ. Stores and migrations use this and never ask which engine it is. */
export interface Dialect {
  readonly name: 'sqlite';
  /** The driver's error says that a row of that key exists already. */
  isUniqueViolation(error: unknown): boolean;
  /** The driver's error says that there is no room to write. */
  isStorageFull(error: unknown): boolean;
  /** The driver's error says that the database cannot be used right now: locked, unreachable, unreadable. */
  isUnavailable(error: unknown): boolean;
  /** A text column whose order and equality are those of its code points. */
  textColumn(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder;
  /** The SQL function of (text, piece) that answers where the piece begins, case and all, from 1; 0 where it is not there. */
  readonly position: string;
  /** A column as an SQL expression that no index serves, for conditions that must not choose how rows are found. */
  withoutIndex(column: string): string;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const startsWithAny = (code: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => code.startsWith(prefix));

export const sqlite: Dialect = {
  name: 'sqlite',
  isUniqueViolation: (error) =>
    startsWithAny(codeOf(error), ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']),
  isStorageFull: (error) => startsWithAny(codeOf(error), ['SQLITE_FULL']) || codeOf(error) === 'ENOSPC',
  isUnavailable: (error) =>
    startsWithAny(codeOf(error), [
      'SQLITE_BUSY',
      'SQLITE_LOCKED',
      'SQLITE_IOERR',
      'SQLITE_CANTOPEN',
      'SQLITE_READONLY',
    ]),
  textColumn: (table, column) => table.text(column),
  // LIKE would fold ASCII letters.
  position: 'instr',
  withoutIndex: (column) => `+${column}`,
};

interface RawConnection {
  pragma(source: string): unknown;
}

function pragmas(readOnly: boolean): string[] {
  const always = ['foreign_keys = ON', 'busy_timeout = 50'];
  return readOnly ? ['query_only = ON', ...always] : ['journal_mode = WAL', 'synchronous = FULL', ...always];
}

async function configure(connection: RawConnection, sources: readonly string[]): Promise<void> {
  // Processes that open the same new file at once all change its journal mode, which one can do at a time.
  for (const source of sources) await whenUnlocked(() => connection.pragma(source));
}

/** knex settings for one SQLite connection: one writes, a second, read-only one reads while it does. */
export function sqliteConnection(filename: string, readOnly: boolean): Knex.Config {
  return {
    client: LibsqlClient,
    connection: { filename },
    useNullAsDefault: true,
    // Values in a failed statement may be hashes or ciphertexts; its message shows the statement without them.
    compileSqlOnError: false,
    acquireConnectionTimeout: 10_000,
    // What it warns of is also thrown; standard output belongs to the log, one JSON object a line.
    log: { warn: () => {} },
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: RawConnection, done: (error: unknown, connection: RawConnection) => void) => {
        configure(connection, pragmas(readOnly)).then(
          () => done(null, connection),
          (error: unknown) => done(error, connection),
        );
      },
    },
  };
}
