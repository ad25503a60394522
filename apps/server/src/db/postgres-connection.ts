import type { Knex } from 'knex';
import { postgresDriver } from './drivers.js';
import { NamingPostgresClient, PostgresClient } from './postgres-client.js';
import { ReadingPostgresClient } from './postgres-reading-client.js';

/** How a pool of connections is used. */
export type Use = 'write' | 'read' | 'watch' | 'maintenance';

/** All in milliseconds. The engine ends a statement first; the driver gives up on an engine that has gone silent. */
const timeouts = {
  connect: 5_000,
  acquire: 5_000,
  lock: 5_000,
  statement: 15_000,
  idle: 15_000,
  answer: 20_000,
};

/** `bigint`: counts and token windows, which fit a number exactly. */
const bigintType = 20;

/** What values become: the driver's own, but for numbers. */
function typesOf({ types }: ReturnType<typeof postgresDriver>) {
  return {
    // The driver's type has an overload for each format; ours are the same for all.
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === bigintType ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
  };
}

/** Whoever only asks what has changed asks again soon, and is better off without an answer than with a late one. */
const watchAnswer = 1_000;

/** What every session begins with, whatever the defaults of the server and of the user are. */
function sessionSettings(use: Use): string {
  // Maintenance takes as long as it takes, and waits for its turn.
  const limit = (milliseconds: number) => (use === 'maintenance' ? 0 : milliseconds);
  return [
    `set statement_timeout = ${limit(timeouts.statement)}`,
    `set lock_timeout = ${limit(timeouts.lock)}`,
    `set idle_in_transaction_session_timeout = ${limit(timeouts.idle)}`,
    // What a transaction reads after it has waited for its turn is what was committed before.
    "set default_transaction_isolation = 'read committed'",
    `set default_transaction_read_only = ${use === 'read' || use === 'watch' ? 'on' : 'off'}`,
    // Compiling takes longer than any of our statements, and is chosen by what one is expected to cost at most.
    'set jit = off',
    // Whoever is told of a change may rely on it; a stronger setting of the operator's stays.
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
  ].join('; ');
}

/** Verifies all of a certificate where the driver would do so and warn that it may not in its next version. */
function withFullVerification(url: string): string {
  const checked = new URL(url);
  const mode = checked.searchParams.get('sslmode');
  if (mode !== 'require' && mode !== 'verify-ca') return url;
  checked.searchParams.set('sslmode', 'verify-full');
  return checked.href;
}

const clients = {
  write: NamingPostgresClient,
  watch: NamingPostgresClient,
  read: ReadingPostgresClient,
  maintenance: PostgresClient,
} satisfies Record<Use, unknown>;

interface RawConnection {
  query(text: string): Promise<unknown>;
}

/**
 * knex settings for a pool of connections to PostgreSQL.
 * @param url as libpq reads it: `sslmode`, `application_name` and the like may be in its query
 */
export function postgresConnection(url: string, use: Use, poolSize: number): Knex.Config {
  // knex hands all of it to the driver, and its type lacks what the driver came to know since.
  const connection = {
    connectionString: withFullVerification(url),
    application_name: 'llm-registry',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: timeouts.connect,
    // What does not depend on each other's answers is sent at once.
    pipeline: use === 'write',
    ...(use === 'maintenance' ? {} : { query_timeout: use === 'watch' ? watchAnswer : timeouts.answer }),
    types: typesOf(postgresDriver()),
  } as Knex.PgConnectionConfig;
  return {
    client: clients[use],
    connection,
    // Values in a failed statement may be hashes or ciphertexts; its message shows the statement without them.
    compileSqlOnError: false,
    acquireConnectionTimeout: timeouts.acquire,
    // What it warns of is also thrown; standard output belongs to the log, one JSON object a line.
    log: { warn: () => {} },
    pool: {
      min: 0,
      max: poolSize,
      afterCreate: (connection: RawConnection, done: (error: unknown, connection: RawConnection) => void) => {
        connection.query(sessionSettings(use)).then(
          () => done(null, connection),
          (error: unknown) => done(error, connection),
        );
      },
    },
  };
}
