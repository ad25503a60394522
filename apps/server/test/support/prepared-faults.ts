import libsql from 'libsql';
import { type Database, openDatabase } from '../../src/db/connect.js';

/** Does something to a database on disk, and answers the database as the server is to have it. */
export type Fault = (database: Database) => Promise<Database>;

const unharmed: Fault = async (database) => database;

function withoutTables(...tables: string[]): Fault {
  return async (database) => {
    // Off for this one connection, which is the one that writes.
    await database.write.raw('PRAGMA foreign_keys = OFF');
    for (const table of tables) await database.write.schema.dropTable(table);
    return database;
  };
}

/** Locks that are to last: closing a connection, or forgetting it, would end its lock. */
const locks: object[] = [];

/** Another user of the file keeps it to itself: nobody can read, which SQLite says after 50 ms. */
const locked: Fault = async (database) => {
  const copy = `${database.file}.locked`;
  await database.write.raw('VACUUM INTO ?', copy);
  const other = new libsql(copy);
  other.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE lock (held);');
  locks.push(other);
  await database.close();
  return openDatabase(`sqlite:${copy}`);
};

const readonly: Fault = async (database) => {
  await database.write.raw('PRAGMA query_only = ON');
  return database;
};

/** The database may not grow, and every change needs a megabyte: SQLite itself then says that the disk is full. */
const full: Fault = async (database) => {
  const { write } = database;
  await write.raw('CREATE TABLE ballast (bytes BLOB)');
  await write.raw(
    'CREATE TRIGGER heavy_change BEFORE INSERT ON change BEGIN INSERT INTO ballast VALUES (zeroblob(1000000)); END',
  );
  const [{ page_count: pages }] = await write.raw('PRAGMA page_count');
  await write.raw(`PRAGMA max_page_count = ${pages + 20}`);
  return database;
};

/** What is done to the database of each prepared server. */
export const faults = {
  limited: unharmed,
  crowded: unharmed,
  open: unharmed,
  orphaned: unharmed,
  tableless: withoutTables('model', 'provider', 'alias', 'api_key', 'change'),
  nobody: withoutTables('organization'),
  locked,
  readonly,
  full,
} satisfies Record<string, Fault>;

export type Preparation = keyof typeof faults;
