import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knex, { type Knex } from 'knex';
import { type Dialect, sqlite, sqliteConnection } from './dialect.js';

/** An open database: where writes go, where reads go, and how its engine differs. */
export interface Database {
  readonly dialect: Dialect;
  readonly write: Knex;
  readonly read: Knex;
  /** The database file, or null where there is none. */
  readonly file: string | null;
  close(): Promise<void>;
}

/** `sqlite:<path>` as an absolute path, null for `sqlite::memory:`. */
export function sqliteFile(url: string): string | null {
  const path = url.replace(/^sqlite:/, '');
  return path === ':memory:' ? null : resolve(path);
}

/**
 * Opens `sqlite:<path>` or `sqlite::memory:`; the folder is made if it is missing. A file is read through a connection
 * of its own, so that reads do not wait for writes; a database in memory has one connection only.
 */
export function openDatabase(url: string): Database {
  const file = sqliteFile(url);
  if (file !== null) mkdirSync(dirname(file), { recursive: true });
  const write = knex(sqliteConnection(file ?? ':memory:', false));
  const read = file === null ? write : knex(sqliteConnection(file, true));
  return {
    dialect: sqlite,
    write,
    read,
    file,
    async close() {
      if (read !== write) await read.destroy();
      await write.destroy();
    },
  };
}
