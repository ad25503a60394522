import type { Knex } from 'knex';
import { transact } from '../db/transaction.js';
import { renewHistory } from '../revisions/history.js';
import { type CommandContext, onExistingDatabase } from './command.js';

/** Has servers that run, and those of a younger database server, take all rows for changed: a restore brought them as they were. */
async function touch(queries: Knex): Promise<void> {
  await queries('catalog_layer').increment('ordinal', 0);
  await queries('organization').increment('revision', 0);
}

/** Begins another history of the database: cursors of before are refused, so that nobody misses what a restore undid. */
export async function renew(context: CommandContext): Promise<void> {
  await onExistingDatabase(context.config(), (database) =>
    transact(database, async (tx) => {
      await renewHistory(tx);
      await touch(tx);
    }),
  );
  context.print('The database has a new history: live clients start again from a snapshot.');
}
