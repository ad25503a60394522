import type { Knex } from 'knex';

/** Our statements that begin with `with` read: `with recursive`. */
const reading = /^\s*(select|with)\b/i;

/** What a transaction has written from some moment on. */
export interface Writes {
  /** How many statements may have changed something, the ones under way included. */
  count(): number;
  /**
   * Waits for the statements that `writeAhead` has not waited for.
   * @throws what the first of them failed of
   */
  answered(): Promise<void>;
}

interface Watched {
  count: number;
  unanswered: Promise<unknown>[];
}

const watchedTransactions = new WeakMap<Knex, Watched>();

/** Watches what a transaction writes from now on, and lets its work go on before statements are answered. */
export function watchWrites(tx: Knex.Transaction): Writes {
  const watched: Watched = { count: 0, unanswered: [] };
  watchedTransactions.set(tx, watched);
  tx.on('query', ({ sql }: { sql: string }) => {
    if (!reading.test(sql)) watched.count += 1;
  });
  return {
    count: () => watched.count,
    async answered() {
      await Promise.all(watched.unanswered.splice(0));
    },
  };
}

/**
 * Sends a statement that writes. In a transaction that is watched its answer is not waited for: what is sent later finds what
 * it has written, and should it fail, so does the transaction. Elsewhere it is answered when this is.
 */
export async function writeAhead(queries: Knex, statement: Knex.QueryBuilder | Knex.Raw): Promise<void> {
  const watched = watchedTransactions.get(queries);
  if (watched === undefined) return void (await statement);
  watched.count += 1;
  const sent = new Promise((resolve) => statement.on('query', resolve));
  const answer = Promise.resolve(statement);
  watched.unanswered.push(answer);
  // Whoever waits for all of them is told of a failure; until then it is nobody's.
  answer.catch(() => {});
  await Promise.race([sent, answer]);
}
