import type { ErrorCode, FieldError } from './contract.js';
import type { AnswerHeaders } from './operations.js';
import { parseRetryAfter } from './retry-after.js';

/** The contract's error codes, and `unrecognized`: an answer that is no problem of the registry, such as a proxy's HTML page. */
export type ProblemCode = ErrorCode | 'unrecognized';

/** What {@link RegistryProblem} is made of. */
export interface ProblemFacts {
  status: number;
  code: ProblemCode;
  title: string;
  detail: string;
  errors: readonly FieldError[];
  requestId: string | null;
  retryAfter: number | null;
  body: unknown;
}

/** How a call went before it failed. */
export interface CallHistory {
  attempts: number;
  mayHaveBeenApplied: boolean;
}

const ONE_TRY: CallHistory = { attempts: 1, mayHaveBeenApplied: false };

/** The registry (or something in front of it) answered, and the answer is no: an RFC 9457 problem. */
export class RegistryProblem extends Error {
  override readonly name = 'RegistryProblem';
  /** The HTTP status. */
  readonly status: number;
  /** What went wrong; stable, to compare in programs. A newer server may send one that this version does not list. */
  readonly code: ProblemCode;
  readonly title: string;
  /** A sentence that says what to do. */
  readonly detail: string;
  /** What is wrong with which field; `pointer` begins with `/body`, `/query`, `/path` or `/headers`. */
  readonly errors: readonly FieldError[];
  /** The id under which the server logged the request; null if none came. */
  readonly requestId: string | null;
  /** Seconds after which another try makes sense; null if the server did not say. */
  readonly retryAfter: number | null;
  /** The body as it came: parsed JSON, else text. */
  readonly body: unknown;
  /** How often it was tried. */
  readonly attempts: number;
  /**
   * True for a write of which a try ended without a clear no (a network failure, a time-out, a 5xx): it may be stored
   * all the same, and a 404 or 412 then may come from this very call.
   */
  readonly mayHaveBeenApplied: boolean;

  constructor(facts: ProblemFacts, history: CallHistory = ONE_TRY) {
    super(`${facts.status} ${facts.code}: ${facts.detail}`);
    this.status = facts.status;
    this.code = facts.code;
    this.title = facts.title;
    this.detail = facts.detail;
    this.errors = facts.errors;
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
    this.body = facts.body;
    this.attempts = history.attempts;
    this.mayHaveBeenApplied = history.mayHaveBeenApplied;
  }
}

/** Reads an answer that is not the documented success: a problem document (RFC 9457), else whatever a proxy sent. */
export function problemFacts(status: number, headers: AnswerHeaders, text: string): ProblemFacts {
  const body = parseOrKeep(text);
  const document = isRecord(body) ? body : {};
  return {
    status,
    // A code that this version does not list is passed on: the server may be newer than the client.
    code: textOr(document['code'], 'unrecognized') as ProblemCode,
    title: textOr(document['title'], `HTTP ${status}`),
    detail: textOr(
      document['detail'],
      `The answer (HTTP ${status}) is not one of the registry; is something in between?`,
    ),
    errors: Array.isArray(document['errors']) ? document['errors'].filter(isFieldError) : [],
    requestId: textOr(document['request_id'], headers.get('x-request-id')),
    retryAfter: parseRetryAfter(headers.get('retry-after'), Date.now()),
    body,
  };
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' ? value : other;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value['pointer'] === 'string' && typeof value['detail'] === 'string';
}
