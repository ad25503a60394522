import { TimeUp, withDeadline } from './deadline.js';
import type { Fetch } from './fetch.js';
import type { AnswerHeaders } from './operations.js';
import type { PreparedRequest } from './request.js';

/** What a single try came to: an answer of any status with its body read, or none. */
export type Outcome =
  | { kind: 'answer'; status: number; headers: AnswerHeaders; text: string }
  | { kind: 'silence'; cause: unknown; timedOut: boolean };

/** A try: what to send, where, how, and how long to wait. */
export interface Try {
  fetch: Fetch;
  baseUrl: string;
  timeoutMs: number;
  signal: AbortSignal | undefined;
  prepare: () => Promise<PreparedRequest>;
}

class NoAnswer extends Error {}

/**
 * Prepares, sends and reads, once, within the time. Network failures and time-outs are outcomes; rejects with the
 * caller's abort reason, or with whatever preparing throws (a token function's own error, a TypeError).
 */
export async function tryOnce(one: Try): Promise<Outcome> {
  try {
    return await withDeadline(one.timeoutMs, one.signal, async (signal) => {
      const request = await one.prepare();
      return await exchange(one, request, signal);
    });
  } catch (error) {
    if (error instanceof TimeUp) return { kind: 'silence', cause: error, timedOut: true };
    if (error instanceof NoAnswer) return { kind: 'silence', cause: error.cause, timedOut: false };
    throw error;
  }
}

async function exchange(one: Try, request: PreparedRequest, signal: AbortSignal): Promise<Outcome> {
  const { method, headers, body } = request;
  refuseHeaders(headers);
  try {
    const response = await one.fetch(one.baseUrl + request.target, {
      method,
      headers,
      signal,
      ...(body !== undefined && { body }),
    });
    return {
      kind: 'answer',
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    };
  } catch (cause) {
    throw new NoAnswer('no answer', { cause });
  }
}

// fetch would throw too, as for a failed network, and with the value, which may be a secret, in its message.
function refuseHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new TypeError(`The value for ${name} holds a character that no header can carry`);
  }
}
