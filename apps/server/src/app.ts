import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import type { Dialect } from './db/dialect.js';
import { createAdmission, createMatching, createMinimumRevision, type Gate } from './http/admission.js';
import { readBody } from './http/body.js';
import type { Handlers } from './http/contract.js';
import type { ContractDocument } from './http/document.js';
import { createIntegerCheck } from './http/integers.js';
import { baseUrlFrom, createDispatch } from './http/mount.js';
import { createProblems } from './http/problems.js';
import { readTarget } from './http/request-target.js';
import { createValidator } from './http/validator.js';

export interface AppSettings {
  /** Base of absolute links; null takes what the client asked for. */
  publicUrl: string | null;
  /** Express's `trust proxy`: hop count, addresses, or false. */
  trustProxy: number | string | false;
  /** Exact origins that browsers may call from. */
  corsOrigins: readonly string[];
}

export interface AppDeps {
  settings: AppSettings;
  contract: ContractDocument;
  dialect: Dialect;
  gate: Gate;
  handlers: Handlers;
  /** Sees every request first: its id, its log line, its metrics. */
  observe: RequestHandler;
  /** Documents, documentation and metrics: they need no credential and know no organization. */
  statics: RequestHandler;
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set('X-Content-Type-Options', 'nosniff');
  next();
};

/** A preflight names the method that it asks about (Fetch, 4.8); any other OPTIONS is a verb that no route takes. */
const preflight: RequestHandler = (request, response, next) => {
  const asks = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  if (asks) response.status(204).end();
  else next();
};

function crossOrigin(origins: readonly string[]): RequestHandler[] {
  if (origins.length === 0) return [];
  return [
    cors({
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
    }),
    preflight,
  ];
}

/**
 * The middleware in the order in which a request can fail: URL, route, credential, allowance, role, body, shape,
 * meaning. Does no I/O of its own.
 */
export function createApp({
  settings,
  contract,
  dialect,
  gate,
  handlers,
  observe,
  statics,
}: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', settings.trustProxy);
  app.set('case sensitive routing', true);
  app.use(observe, securityHeaders, ...crossOrigin(settings.corsOrigins), readTarget, statics);
  app.use(
    createMatching(gate),
    createAdmission(gate),
    readBody,
    createIntegerCheck(contract),
    ...createValidator(contract),
    createMinimumRevision(gate),
    createDispatch(handlers, baseUrlFrom(settings.publicUrl)),
  );
  app.use(createProblems(dialect, contract));
  return app;
}
