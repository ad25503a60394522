import { createHash, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Layers } from './layers.js';

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

/** Raised when models begin to look otherwise to those who keep copies, without having changed. */
const answerShape = 1;

/**
 * What tells one copy of answers from all that go on differently: of another history, of another organization, or of
 * readers who see more or less of a provider. It says nothing of any of them.
 */
export async function viewId(
  queries: Knex,
  { organization, providerDetail }: Pick<Layers, 'organization' | 'providerDetail'>,
): Promise<string> {
  const identity = JSON.stringify([answerShape, await historyId(queries), organization, providerDetail]);
  return createHash('sha256').update(identity).digest('base64url').slice(0, 22);
}

/**
 * Begins another history: whoever follows the changes of before starts again from a snapshot.
 * @param settings the table of settings, where it is not the one of the connection's own database
 */
export async function renewHistory(queries: Knex, settings = setting.table): Promise<void> {
  await continueHistory(queries, randomUUID(), settings);
}

/** Goes on with a history: cursors of it are good here, so there may be no change of it that is not. */
export async function continueHistory(queries: Knex, id: string, settings = setting.table): Promise<void> {
  await queries(settings).insert({ name: setting.name, value: id }).onConflict('name').merge();
}
