import type { Knex } from 'knex';
import type { DirectConnection } from './direct-reads.js';
import { sqliteDriver } from './drivers.js';
import { LibsqlClient } from './libsql-client.js';
import { whenUnlocked } from './lock.js';

interface RawConnection {
  pragma(source: string): unknown;
}

function pragmas(readOnly: boolean): string[] {
  const always = ['foreign_keys = ON', 'busy_timeout = 50'];
  // Rows that an index leads to lie anywhere: with 2 MB, the default, each is looked for below pages that are read anew.
  return readOnly
    ? ['query_only = ON', 'cache_size = -8000', ...always]
    : ['journal_mode = WAL', 'synchronous = FULL', ...always];
}

async function configure(connection: RawConnection, sources: readonly string[]): Promise<void> {
  // Processes that open the same new file at once all change its journal mode, which one can do at a time.
  for (const source of sources) await whenUnlocked(() => connection.pragma(source));
}

/**
 * knex settings for one SQLite connection: one writes, a second, read-only one reads while it does.
 * @param opened is given the driver's connection when it has been opened
 */
export function sqliteConnection(
  filename: string,
  readOnly: boolean,
  opened: (connection: unknown) => void = () => {},
): Knex.Config {
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
        configure(connection, pragmas(readOnly))
          .then(() => opened(connection))
          .then(
            () => done(null, connection),
            (error: unknown) => done(error, connection),
          );
      },
    },
  };
}

/** Opens a connection of the driver's for reading, without knex. */
export function openDirectly(filename: string): DirectConnection {
  // The driver has no types.
  const Connection = sqliteDriver() as new (filename: string) => DirectConnection & RawConnection;
  const connection = new Connection(filename);
  for (const source of pragmas(true)) connection.pragma(source);
  return connection;
}
