import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

const setting = 'history_id';

/**
 * What tells this history of the database from another one, which shared its beginning: a backup that was restored goes on
 * with revisions that meant something else before.
 */
export async function historyId(queries: Knex): Promise<string> {
  const row = await queries('setting').where('name', setting).first('value');
  if (row === undefined) throw new Error('This database has no history: its migration is missing.');
  return row.value;
}

/** Begins another history: whoever follows the changes of before starts again from a snapshot. */
export async function renewHistory(queries: Knex): Promise<void> {
  await queries('setting').insert({ name: setting, value: randomUUID() }).onConflict('name').merge();
}
