import type { IncomingMessage } from 'node:http';

/**
 * The value of `Authorization`, or all of them where a request has sent several: of those Node's `headers` keep the first,
 * and its `headersDistinct` makes lists of every field to tell.
 */
export function credentialsOf({
  headers,
  rawHeaders,
}: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): string | readonly string[] | undefined {
  if (headers.authorization === undefined) return undefined;
  // Names and values in turn.
  const values = rawHeaders.filter(
    (_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === 'authorization',
  );
  return values.length === 1 ? headers.authorization : values;
}
