import { driverMessage } from '../db/error-code.js';
import { withoutCredentials } from '../observe/redact.js';

/** The start cannot go on; the message is all that an operator is shown, so it says what to change. */
export class StartFailure extends Error {}

/** What went wrong, as the end of a sentence, on one line, and without the statement that knex puts before it. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? driverMessage(error) : String(error);
  return withoutCredentials(reason).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
