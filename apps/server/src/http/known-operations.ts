import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { requireRouted } from './context.js';

/** What the validator notes on a request of the operation that it belongs to. */
interface Noted {
  pathParams: Record<string, string>;
}

// The validator's own property; it is declared by the validator only for a request that has it.
type NotedRequest = Request & { openapi?: Noted };

function named(handlers: readonly RequestHandler[], name: string): RequestHandler {
  const found = handlers.find((handler) => handler.name === name);
  if (found === undefined)
    throw new Error(`The validator has no ${name} any more: it may have been updated.`);
  return found;
}

/**
 * The validator's middleware as one that looks for a request's operation once for each operation and method, and not
 * once for each request: it compiles every route before the right one into a regular expression each time, and the route
 * was matched before. What is checked, and how, is the validator's own.
 */
export function withKnownOperations(handlers: readonly RequestHandler[]): RequestHandler {
  const prepare = named(handlers, 'pathParamsMiddleware');
  const look = named(handlers, 'metadataMiddleware');
  const check = named(handlers, 'requestMiddleware');
  const known = new Map<string, Noted>();

  function lookUp(key: string, request: NotedRequest, response: Response, next: NextFunction): void {
    const found: NextFunction = (error?: unknown) => {
      if (error !== undefined) return next(error);
      if (request.openapi !== undefined) known.set(key, request.openapi);
      check(request, response, next);
    };
    prepare(request, response, (error?: unknown) =>
      error === undefined ? look(request, response, found) : next(error),
    );
  }

  return (request: NotedRequest, response, next) => {
    const { operationId, path } = requireRouted(request);
    const key = `${request.method} ${operationId}`;
    const noted = known.get(key);
    if (noted === undefined) return lookUp(key, request, response, next);
    request.openapi = { ...noted, pathParams: { ...path } };
    check(request, response, next);
  };
}
