import type { Database } from '../../src/db/connect.js';

/** Counts the statements that a database is asked from now on. */
export function counted({ read, write }: Database): () => number {
  let statements = 0;
  for (const connection of new Set([read, write])) {
    connection.on('query', () => {
      statements += 1;
    });
  }
  return () => statements;
}
