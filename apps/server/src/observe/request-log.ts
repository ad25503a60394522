import type { IncomingMessage, ServerResponse } from 'node:http';
import { whenClosed } from '../http/closed.js';
import type { Logger } from './logs.js';
import type { Metrics } from './metrics.js';
import { withoutCredentials } from './redact.js';
import { beginRequest, type RequestContext } from './request-context.js';

/** What proxies log where the client left before it was answered; no such status is ever sent. */
const clientLeft = 499;

/** The URL without its query, which may hold filters and whatever a client puts there by mistake. */
function pathOf(url: string): string {
  const query = url.indexOf('?');
  return withoutCredentials(query === -1 ? url : url.slice(0, query));
}

function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status === 500) return 'error';
  return status > 500 ? 'warn' : 'info';
}

/** Milliseconds, rounded to microseconds. */
function elapsedSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 1000) / 1000;
}

interface Line {
  request_id: string;
  operation_id: string | null;
  organization: string | null;
  method: string;
  path: string;
  status: number;
  duration_ms: number;
  aborted?: true;
  trace_id?: string;
  err?: unknown;
}

/** What is there in few lines. */
function addRare(line: Line, { traceId, unexpected }: RequestContext, isAborted: boolean): void {
  if (isAborted) line.aborted = true;
  if (traceId !== null) line.trace_id = traceId;
  if (unexpected !== undefined) line.err = unexpected;
}

/**
 * Makes what every request goes through first: it gives the request its context and, once the answer is out or its
 * connection is gone, writes one log line and counts it. It works on Node's own objects, so that it can stand in front
 * of Express.
 * @param quiet while it answers true, lines are written at level debug
 */
export function createRequestObserver(log: Logger, metrics: Metrics, quiet: () => boolean = () => false) {
  return (request: IncomingMessage, response: ServerResponse): RequestContext => {
    const context = beginRequest(request, response);
    // Routers rewrite these two on the way.
    const method = request.method ?? '';
    const url = request.url ?? '';
    whenClosed(response, () => {
      const duration_ms = elapsedSince(context.startedAt);
      const status = response.headersSent ? response.statusCode : clientLeft;
      metrics.requestDone(context.operationId, status, duration_ms / 1000);
      const { requestId: request_id, operationId: operation_id, organization } = context;
      const path = pathOf(url);
      const line: Line = { request_id, operation_id, organization, method, path, status, duration_ms };
      addRare(line, context, !response.writableFinished);
      log[quiet() ? 'debug' : levelOf(status)](line, 'request');
    });
    return context;
  };
}
