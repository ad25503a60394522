import type { RequestBuilder } from './contract.js';
import type { Fetch } from './fetch.js';
import type { Answer, NotModified } from './operations.js';
import { type CallHistory, problemFacts, RegistryProblem } from './problem.js';
import { type AnyOptions, type Fields, type PreparedRequest, prepareRequest } from './request.js';
import { delayBeforeRetry, type FailedTry, pause, type RetryPolicy } from './retry.js';
import { parseRetryAfter } from './retry-after.js';
import { type Outcome, type ReadBody, tryOnce } from './transport.js';
import { RegistryUnreachable } from './unreachable.js';

/** How calls are made unless their own options say otherwise. */
export interface CallSettings extends RetryPolicy {
  fetch: Fetch;
  baseUrl: string;
  timeoutMs: number;
}

/** One operation with what it is called with. `query` replaces the one that the fields give. */
export interface Call {
  operationId: string;
  build: RequestBuilder;
  fields: Fields;
  options: AnyOptions;
  query?: string | undefined;
  /** Reads the body of a 200 instead of parsing its text. */
  readBody?: ReadBody | undefined;
}

/**
 * Calls an operation, again where that is safe and promising. Rejects with RegistryProblem, RegistryUnreachable, the
 * caller's abort reason, a TypeError for what cannot be sent, or what the token function threw.
 */
export async function call(settings: CallSettings, made: Call): Promise<Answer<unknown> | NotModified> {
  const { signal, retries = settings.retries, timeoutMs = settings.timeoutMs } = made.options;
  refuseNonsense({ retries, timeoutMs });
  const history = new History();
  for (;;) {
    const prepare = () => history.prepare(made);
    const outcome = await tryOnce({ ...settings, timeoutMs, signal, readBody: made.readBody, prepare });
    const answer = answerIn(outcome, made.options);
    if (answer) return answer;
    const failed = history.note(outcome);
    const delay = history.isRepeatable
      ? delayBeforeRetry(failed, history.attempts, { ...settings, retries })
      : null;
    if (delay === null) throw failure(outcome, settings.baseUrl, history);
    await pause(delay, signal);
  }
}

/** What the tries of one call came to so far. */
class History implements CallHistory {
  attempts = 0;
  mayHaveBeenApplied = false;
  isRepeatable = false;
  #isRead = true;

  /** Prepares the next try anew, so that the token is asked for each time. */
  async prepare({ operationId, build, fields, options, query }: Call): Promise<PreparedRequest> {
    const request = await prepareRequest(operationId, build, fields, options);
    this.isRepeatable = request.isRepeatable;
    this.#isRead = request.isRead;
    return query === undefined
      ? request
      : { ...request, target: `${request.target.split('?', 1)[0]}${query}` };
  }

  note(outcome: Outcome): FailedTry {
    this.attempts += 1;
    if (!this.#isRead && isUnclear(outcome)) this.mayHaveBeenApplied = true;
    if (outcome.kind === 'silence') return { status: null, retryAfter: null };
    return {
      status: outcome.status,
      retryAfter: parseRetryAfter(outcome.headers.get('retry-after'), Date.now()),
    };
  }
}

// A 2xx that cannot be read, a lost answer or a server's trouble: the write may have been stored.
function isUnclear(outcome: Outcome): boolean {
  return outcome.kind === 'silence' || outcome.status >= 500 || outcome.status < 400;
}

function answerIn(outcome: Outcome, options: AnyOptions): Answer<unknown> | NotModified | undefined {
  if (outcome.kind === 'silence') return undefined;
  const { status, headers, text } = outcome;
  const rest = { etag: headers.get('etag'), revision: revisionIn(headers.get('registry-revision')), headers };
  if (status === 304 && options.ifNoneMatch) return { status, data: undefined, ...rest };
  if (status === 204) return { status, data: undefined, ...rest };
  if (status !== 200 && status !== 201) return undefined;
  const parsed = outcome.read ?? parse(text);
  return parsed && { status, data: parsed.value, ...rest };
}

function revisionIn(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function failure(outcome: Outcome, url: string, history: CallHistory): Error {
  if (outcome.kind === 'silence') return new RegistryUnreachable({ url, ...outcome }, history);
  return new RegistryProblem(problemFacts(outcome.status, outcome.headers, outcome.text), history);
}

function refuseNonsense({ retries, timeoutMs }: { retries: number; timeoutMs: number }): void {
  if (!(retries >= 0)) throw new RangeError(`retries is ${retries}; it must be 0 or more`);
  if (!(timeoutMs > 0)) throw new RangeError(`timeoutMs is ${timeoutMs}; it must be more than 0`);
}
