import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

// Loaded when a database is opened: a server uses one of them. The one of SQLite is 9 MB of machine code; that of
// PostgreSQL looks for globals of other platforms, which makes Node load its whole HTTP client.

/** @returns what SQLite is opened with */
export const sqliteDriver = (): unknown => load('libsql');

/** @returns the same driver with answers that come from another thread */
export const sqliteDriverAside = (): { prototype: { exec(sql: string): Promise<void> } } =>
  load('libsql/promise');

/** @returns what PostgreSQL is talked to with */
export const postgresDriver = (): typeof import('pg') => load('pg');
