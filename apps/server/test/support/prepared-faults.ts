import libsql from 'libsql';
import { type Database, openDatabase } from '../../src/db/connect.js';
import type { Engine } from './databases.js';

/** Does something to a database, and answers the database as the server is to have it. */
export type Fault = (database: Database) => Promise<Database>;

const unharmed: Fault = async (database) => database;

function withoutTables(...tables: string[]): Fault {
  return async (database) => {
    for (const table of tables) await database.write.schema.dropTable(table);
    return database;
  };
}

const anywhere = {
  limited: unharmed,
  crowded: unharmed,
  open: unharmed,
  orphaned: unharmed,
  tableless: withoutTables('model', 'provider', 'alias', 'api_key', 'change'),
  nobody: withoutTables('organization'),
};

/** Locks that are to last: closing a connection, or forgetting it, would end its lock. */
const locks: object[] = [];

const onSqlite = {
  ...anywhere,

  /** Another user of the file keeps it to itself: nobody can open it, which is tried for seconds. */
  async locked(database: Database) {
    const copy = `${database.file}.locked`;
    await database.write.raw('VACUUM INTO ?', copy);
    const other = new libsql(copy);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE lock (held);');
    locks.push(other);
    await database.close();
    return openDatabase(`sqlite:${copy}`);
  },

  async readonly(database: Database) {
    await database.write.raw('PRAGMA query_only = ON');
    return database;
  },

  /** The database may not grow, and every change needs a megabyte: SQLite itself then says that the disk is full. */
  async full(database: Database) {
    const { write } = database;
    await write.raw('CREATE TABLE ballast (bytes BLOB)');
    await write.raw(
      'CREATE TRIGGER heavy_change BEFORE INSERT ON change BEGIN INSERT INTO ballast VALUES (zeroblob(1000000)); END',
    );
    const [{ page_count: pages }] = await write.raw('PRAGMA page_count');
    await write.raw(`PRAGMA max_page_count = ${pages + 20}`);
    return database;
  },
};

const onPostgres = {
  ...anywhere,

  /** Nothing listens there. */
  async locked(database: Database) {
    await database.close();
    return openDatabase('postgres://registry@127.0.0.1:9/registry');
  },

  /** As on a server that only follows another one. */
  readonly: async (database: Database) => ({ ...database, write: database.read }),

  /** A change fails as it does where no file can grow. */
  async full(database: Database) {
    await database.write.raw(
      `create function no_room() returns trigger language plpgsql as
       'begin raise exception using message = ''could not extend file'', errcode = ''disk_full''; end'`,
    );
    await database.write.raw(
      'create trigger heavy_change before insert on change execute function no_room()',
    );
    return database;
  },
};

export type Preparation = keyof typeof onSqlite;

/** What is done to the database of each prepared server. */
export const faultsOn: Record<Engine, Record<Preparation, Fault>> = {
  sqlite: onSqlite,
  postgres: onPostgres,
};
