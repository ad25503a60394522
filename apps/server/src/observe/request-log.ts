import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from './logs.js';
import type { Metrics } from './metrics.js';
import { withoutCredentials } from './redact.js';
import { beginRequest, type RequestContext } from './request-context.js';

/** The URL without its query, which may hold filters and whatever a client puts there by mistake. */
function pathOf(url: string): string {
  const query = url.indexOf('?');
  return withoutCredentials(query === -1 ? url : url.slice(0, query));
}

function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status === 500) return 'error';
  return status > 500 ? 'warn' : 'info';
}

/** Rounded to microseconds. */
function elapsedSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 1000) / 1000;
}

function writeLine(
  log: Logger,
  context: RequestContext,
  line: object,
  status: number,
  finished: boolean,
): void {
  const optional = {
    ...(context.traceId !== null && { trace_id: context.traceId }),
    ...(!finished && { aborted: true }),
    ...(context.unexpected !== undefined && { err: context.unexpected }),
  };
  log[levelOf(status)]({ request_id: context.requestId, ...line, ...optional }, 'request');
}

/**
 * Makes what every request goes through first: it gives the request its context and, once the answer is out or its
 * connection is gone, writes one log line and counts it. It works on Node's own objects, so that it can stand in front
 * of Express.
 */
export function createRequestObserver(log: Logger, metrics: Metrics) {
  return (request: IncomingMessage, response: ServerResponse): RequestContext => {
    const context = beginRequest(request, response);
    // Routers rewrite these two on the way.
    const method = request.method ?? '';
    const url = request.url ?? '';
    response.once('close', () => {
      const durationMs = elapsedSince(context.startedAt);
      const { operationId, organization } = context;
      const status = response.statusCode;
      metrics.requestDone(operationId, status, durationMs / 1000);
      const line = {
        operation_id: operationId,
        organization,
        method,
        path: pathOf(url),
        status,
        duration_ms: durationMs,
      };
      writeLine(log, context, line, status, response.writableFinished);
    });
    return context;
  };
}
