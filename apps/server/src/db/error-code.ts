/** The code that a driver or the system gave an error; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

export const startsWithAny = (text: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => text.startsWith(prefix));

/** What a driver said, without the statement that knex puts before it; empty where it said nothing. */
export function driverMessage(error: unknown): string {
  // A host of several addresses fails once for each of them.
  if (error instanceof AggregateError) return driverMessage(error.errors[0]) || codeOf(error);
  if (!(error instanceof Error)) return '';
  const { message } = error;
  const isStatement = codeOf(error) !== '' && message.includes(' - ');
  return isStatement ? message.slice(message.lastIndexOf(' - ') + 3) : message;
}
