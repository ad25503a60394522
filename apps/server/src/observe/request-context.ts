import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is known about a request beside its content: for its log line, its metrics and its problem document. */
export interface RequestContext {
  readonly requestId: string;
  /** The trace this request belongs to (W3C Trace Context), null where the client named none. */
  readonly traceId: string | null;
  /** `performance.now()` when the request arrived. */
  readonly startedAt: number;
  /** Filled in by whoever recognizes the operation; null for static files and unknown routes. */
  operationId: string | null;
  /** Filled in by authentication; null for anonymous requests. */
  organization: string | null;
  /** An error nobody expected, for the log line and never for the answer. */
  unexpected: unknown;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

const acceptableId = /^[\x21-\x7e]{1,128}$/;
const traceParent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/** Keeps the client's id of up to 128 visible ASCII characters, else makes one. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && acceptableId.test(given) ? given : randomUUID();
}

/** The trace-id of a valid `traceparent`; all zeros and version ff are invalid (W3C Trace Context, 3.2.2). */
function traceIdOf(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string' || header.startsWith('ff')) return null;
  const id = traceParent.exec(header)?.[1];
  return id === undefined || /^0+$/.test(id) ? null : id;
}

/**
 * Gives a request its context, and the answer its `X-Request-Id` and the `traceparent` that came with the request.
 * Called once per request, before anything can answer it.
 */
export function beginRequest(request: IncomingMessage, response: ServerResponse): RequestContext {
  const requestId = requestIdOf(request);
  const traceId = traceIdOf(request.headers['traceparent']);
  response.setHeader('X-Request-Id', requestId);
  const parent = request.headers['traceparent'];
  if (traceId !== null && parent !== undefined) response.setHeader('traceparent', parent);
  const startedAt = performance.now();
  const context = {
    requestId,
    traceId,
    startedAt,
    operationId: null,
    organization: null,
    unexpected: undefined,
  };
  contexts.set(request, context);
  return context;
}

/**
 * The context of a request that `beginRequest` has seen; Express's request is the same object.
 * @throws Error for a request that was not begun, which is a mistake in the order of the middleware
 */
export function contextOf(request: IncomingMessage): RequestContext {
  const context = contexts.get(request);
  if (context === undefined) throw new Error('This request has no context: beginRequest must see it first.');
  return context;
}
