import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

// Loaded when a database is opened: a server uses one of them. The one of SQLite is 9 MB of machine code.

/** @returns what SQLite is opened with */
export const sqliteDriver = (): unknown => load('libsql');

/** @returns the same driver with answers that come from another thread */
export const sqliteDriverAside = (): { prototype: { exec(sql: string): Promise<void> } } =>
  load('libsql/promise');

/**
 * The driver of PostgreSQL asks `navigator` whether it runs in Node, which has it from version 21 on. Without one it looks
 * for what other platforms have, and Node loads its whole HTTP client to answer.
 */
function nameNode(): void {
  if ('navigator' in globalThis) return;
  const [major] = process.versions.node.split('.');
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: `Node.js/${major}` } });
}

/** @returns what PostgreSQL is talked to with */
export function postgresDriver(): typeof import('pg') {
  nameNode();
  return load('pg');
}
