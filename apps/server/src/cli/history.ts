import { renewHistory } from '../revisions/history.js';
import { type CommandContext, onExistingDatabase } from './command.js';

/** Begins another history of the database: cursors of before are refused, so that nobody misses what a restore undid. */
export async function renew(context: CommandContext): Promise<void> {
  await onExistingDatabase(context.config(), ({ write }) => renewHistory(write));
  context.print('The database has a new history: live clients start again from a snapshot.');
}
