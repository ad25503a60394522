import { withoutCredentials } from '../observe/redact.js';

/** The start cannot go on; the message is all that an operator is shown, so it says what to change. */
export class StartFailure extends Error {}

function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE');
}

/** What went wrong, as the end of a sentence, on one line, and without the statement that knex puts before it. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = isDatabaseError(error)
    ? message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '')
    : message;
  return withoutCredentials(reason).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
