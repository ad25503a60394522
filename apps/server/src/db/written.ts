import type { Knex } from 'knex';

/** Our statements that begin with `with` read: `with recursive`. */
const reading = /^\s*(select|with)\b/i;

/** Counts the statements of a transaction from now on that may have changed something. */
export function countWrites(tx: Knex.Transaction): () => number {
  let writes = 0;
  tx.on('query', ({ sql }: { sql: string }) => {
    if (!reading.test(sql)) writes += 1;
  });
  return () => writes;
}
