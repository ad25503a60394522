import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

const setting = { table: 'setting', name: 'history_id' };

/**
 * What tells this history of the database from another one, which shared its beginning: a backup that was restored goes on
 * with revisions that meant something else before.
 */
export async function historyId(queries: Knex): Promise<string> {
  const row = await queries('setting').where('name', setting.name).first('value');
  if (row === undefined) throw new Error('This database has no history: its migration is missing.');
  return row.value;
}

/**
 * Begins another history: whoever follows the changes of before starts again from a snapshot.
 * @param settings the table of settings, where it is not the one of the connection's own database
 */
export async function renewHistory(queries: Knex, settings = setting.table): Promise<void> {
  const row = { name: setting.name, value: randomUUID() };
  await queries(settings).insert(row).onConflict('name').merge();
}
