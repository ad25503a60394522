import { AssertionError } from 'node:assert';
import type { Exchange } from './exchange.js';
import { shown } from './exchange.js';

/** What differs between two answers to the same read: who asked when, and how much may still be asked. */
const ofTheMoment = ['date', 'x-request-id', 'ratelimit', 'connection', 'keep-alive'];

/** What is asked twice: a read that waits for nothing, and is not streamed, as what is streamed is never kept. */
export function isRepeatable({ method, target, headers }: Exchange): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !/[?&]wait=/.test(target) && !headers.has('transfer-encoding');
}

function comparable({ status, headers, text }: Exchange): object {
  const fields = [...headers].filter(([name]) => !ofTheMoment.includes(name));
  const requestId = headers.get('x-request-id') ?? '';
  const body = text.replaceAll(`"request_id":"${requestId}"`, '').replace(/"last_used_at":"[^"]*"/g, '');
  return { status, fields: Object.fromEntries(fields), body };
}

/** Whether nobody wrote between the two, no allowance ran out, and neither was the failure of a server in trouble. */
function isSameMoment(first: Exchange, second: Exchange): boolean {
  const revision = 'registry-revision';
  const troubled = [first, second].some(({ status }) => status >= 429);
  return !troubled && first.headers.get(revision) === second.headers.get(revision);
}

/**
 * Holds the second answer to a read to the first. A server may send the second from what it keeps, on another way
 * through its code than the first: nobody may be able to tell.
 * @throws AssertionError where they differ
 */
export function expectSameAnswer(first: Exchange, second: Exchange): void {
  if (!isSameMoment(first, second)) return;
  const [expected, actual] = [comparable(first), comparable(second)];
  if (JSON.stringify(expected) === JSON.stringify(actual)) return;
  throw new AssertionError({
    message: `The second answer to the same read is another one: ${shown(first)}.`,
    expected,
    actual,
  });
}
