import { TimeUp, withDeadline } from './deadline.js';
import type { Fetch, FetchAnswer } from './fetch.js';
import type { AnswerHeaders } from './operations.js';
import type { PreparedRequest } from './request.js';

/** What a single try came to: an answer of any status with its body read, or none. */
export type Outcome =
  | { kind: 'answer'; status: number; headers: AnswerHeaders; text: string; read?: { value: unknown } }
  | { kind: 'silence'; cause: unknown; timedOut: boolean };

/**
 * Reads the body of a 200 as it comes; each call of `progress` starts the time for it anew. Rejects with a SyntaxError
 * where the body is not what was asked for.
 */
export type ReadBody = (answer: FetchAnswer, progress: () => void) => Promise<unknown>;

/** A try: what to send, where, how, and how long to wait. */
export interface Try {
  fetch: Fetch;
  baseUrl: string;
  timeoutMs: number;
  signal: AbortSignal | undefined;
  /** Instead of reading the text of a 200. */
  readBody?: ReadBody | undefined;
  prepare: () => Promise<PreparedRequest>;
}

class NoAnswer extends Error {}

/**
 * Prepares, sends and reads, once, within the time. Network failures and time-outs are outcomes; rejects with the
 * caller's abort reason, or with whatever preparing throws (a token function's own error, a TypeError).
 */
export async function tryOnce(one: Try): Promise<Outcome> {
  try {
    return await withDeadline(one.timeoutMs, one.signal, async (signal, progress) => {
      const request = await one.prepare();
      return await exchange(one, request, signal, progress);
    });
  } catch (error) {
    if (error instanceof TimeUp) return { kind: 'silence', cause: error, timedOut: true };
    if (error instanceof NoAnswer) return { kind: 'silence', cause: error.cause, timedOut: false };
    throw error;
  }
}

async function exchange(
  one: Try,
  request: PreparedRequest,
  signal: AbortSignal,
  progress: () => void,
): Promise<Outcome> {
  const { method, headers, body } = request;
  refuseHeaders(headers);
  try {
    const response = await one.fetch(one.baseUrl + request.target, {
      method,
      headers,
      signal,
      ...(body !== undefined && { body }),
    });
    const { status, headers: answered } = response;
    const { readBody } = one;
    return readBody && status === 200
      ? { kind: 'answer', status, headers: answered, ...(await readAs(readBody, response, progress)) }
      : { kind: 'answer', status, headers: answered, text: await response.text() };
  } catch (cause) {
    throw new NoAnswer('no answer', { cause });
  }
}

// What came and cannot be read is an answer too, though not one of the registry.
async function readAs(
  readBody: ReadBody,
  response: FetchAnswer,
  progress: () => void,
): Promise<{ text: string; read?: { value: unknown } }> {
  try {
    return { text: '', read: { value: await readBody(response, progress) } };
  } catch (error) {
    if (error instanceof SyntaxError) return { text: error.message };
    throw error;
  }
}

// fetch would throw too, as for a failed network, and with the value, which may be a secret, in its message.
function refuseHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new TypeError(`The value for ${name} holds a character that no header can carry`);
  }
}
