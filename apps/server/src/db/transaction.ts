import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Database } from './connect.js';

/** How often a transaction is tried whose like were in its way, and the longest wait before the second try, in milliseconds. */
const tries = 5;
const firstWait = 20;

/**
 * Runs work in one transaction, and again from its beginning where another transaction was in the way. So the work may
 * do nothing that a rollback does not undo.
 * @throws what the last try threw
 */
export async function transact<Result>(
  { write, dialect }: Pick<Database, 'write' | 'dialect'>,
  work: (tx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await write.transaction(work);
    } catch (error) {
      if (!dialect.isConflict(error) || tried === tries) throw error;
      // Those that met once should not meet again.
      await delay(Math.random() * firstWait * 2 ** (tried - 1));
    }
  }
}
