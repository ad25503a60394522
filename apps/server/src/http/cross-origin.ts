import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import type { RequestHandler } from 'express';

/** Sets what an answer says to browsers about other origins. */
export type CrossOrigin = (request: IncomingMessage, response: ServerResponse) => void;

/** @param origins exact origins that browsers may call from; where there are none, answers say nothing about it */
export function createCrossOrigin(origins: readonly string[]): CrossOrigin {
  if (origins.length === 0) return () => {};
  const setHeaders = cors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'Registry-Min-Revision'],
    exposedHeaders: [
      'ETag',
      'Link',
      'X-Total-Count',
      'Registry-Revision',
      'Retry-After',
      'RateLimit',
      'Location',
      'X-Request-Id',
    ],
    preflightContinue: true,
  });
  return (request, response) => setHeaders(request, response, () => {});
}

/** A preflight names the method that it asks about (Fetch, 4.8); any other OPTIONS is a verb that no route takes. */
const preflight: RequestHandler = (request, response, next) => {
  const asks = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  if (asks) response.status(204).end();
  else next();
};

/** The middleware for other origins, and for the question that browsers ask before a call. */
export function crossOriginMiddleware(origins: readonly string[]): RequestHandler[] {
  if (origins.length === 0) return [];
  const setHeaders = createCrossOrigin(origins);
  const allow: RequestHandler = (request, response, next) => {
    setHeaders(request, response);
    next();
  };
  return [allow, preflight];
}
