import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knex, { type Knex } from 'knex';
import { createDataVersion } from './data-version.js';
import { type Dialect, dialectOf } from './dialect.js';
import { readDirectly } from './direct-reads.js';
import type { ForeignCommits } from './foreign-commits.js';
import { createPolledCommits } from './polled-commits.js';
import { postgresConnection } from './postgres-connection.js';
import { openDirectly, sqliteConnection } from './sqlite-connection.js';

/** An open database: where writes go, where reads go, and how its engine differs. */
export interface Database {
  readonly dialect: Dialect;
  readonly write: Knex;
  readonly read: Knex;
  /** The database file, or null where there is none. */
  readonly file: string | null;
  /** What other processes commit to it. */
  readonly foreignCommits: ForeignCommits;
  /** Runs work that may take as long as it needs, such as a migration. */
  maintain<Result>(work: (connection: Knex) => Promise<Result>): Promise<Result>;
  /** Runs work that reads one state of the database, for as long as it needs, while others go on writing. */
  snapshot<Result>(work: (queries: Knex) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** How many connections to a database server may be open at once, reading and writing together; at least 2. One more watches. */
  poolSize?: number;
}

const defaultPoolSize = 10;

/** The database file of a URL as an absolute path; null for one in memory and for a database server. */
export function databaseFile(url: string): string | null {
  const path = /^sqlite:(.*)$/s.exec(url)?.[1];
  return path === undefined || path === ':memory:' ? null : resolve(path);
}

/** The pool has one connection. One that only reads takes no lock that a writer needs, as knex's own transactions do. */
async function inReadTransaction<Result>(
  read: Knex,
  work: (queries: Knex) => Promise<Result>,
): Promise<Result> {
  await read.raw('begin');
  try {
    // The state is that of the first statement.
    await read('sqlite_master').first('name');
    return await work(read);
  } finally {
    await read.raw('rollback');
  }
}

/** A file is read through a connection of its own, so that reads do not wait for writes; memory has one connection only. */
function openSqlite(url: string): Database {
  const file = databaseFile(url);
  if (file !== null) mkdirSync(dirname(file), { recursive: true });
  const foreignCommits = createDataVersion();
  const write = knex(sqliteConnection(file ?? ':memory:', false, foreignCommits.attach));
  const read = file === null ? write : knex(sqliteConnection(file, true));
  const closeDirect = file === null ? null : readDirectly(read, () => openDirectly(file));
  return {
    dialect: dialectOf(url),
    write,
    read,
    file,
    foreignCommits,
    maintain: (work) => work(write),
    snapshot: (work) => inReadTransaction(read, work),
    async close() {
      closeDirect?.();
      if (read !== write) await read.destroy();
      await write.destroy();
    },
  };
}

/** Reads and writes have pools of their own, so that writes that wait for each other leave room for reads. */
function openPostgres(url: string, poolSize: number): Database {
  const writers = Math.floor(poolSize / 2);
  const write = knex(postgresConnection(url, 'write', writers));
  const read = knex(postgresConnection(url, 'read', poolSize - writers));
  const watch = knex(postgresConnection(url, 'watch', 1));
  const maintain: Database['maintain'] = async (work) => {
    const connection = knex(postgresConnection(url, 'maintenance', 1));
    try {
      return await work(connection);
    } finally {
      await connection.destroy();
    }
  };
  return {
    dialect: dialectOf(url),
    write,
    read,
    file: null,
    foreignCommits: createPolledCommits(watch),
    maintain,
    snapshot: (work) =>
      maintain((connection) =>
        connection.transaction(work, { isolationLevel: 'repeatable read', readOnly: true }),
      ),
    async close() {
      await Promise.all([read.destroy(), write.destroy(), watch.destroy()]);
    },
  };
}

/** Opens `sqlite:<path>` (the folder is made if it is missing), `sqlite::memory:` or `postgres://…`, connecting when used. */
export function openDatabase(url: string, { poolSize = defaultPoolSize }: DatabaseOptions = {}): Database {
  return dialectOf(url).name === 'postgres' ? openPostgres(url, poolSize) : openSqlite(url);
}
