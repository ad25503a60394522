import express, { type Express, type RequestHandler } from 'express';
import type { Dialect } from './db/dialect.js';
import { createAdmission, createMatching, createMinimumRevision, type Gate } from './http/admission.js';
import { readBody } from './http/body.js';
import type { Handlers } from './http/contract.js';
import { crossOriginMiddleware } from './http/cross-origin.js';
import type { ContractDocument } from './http/document.js';
import type { KeptReplies } from './http/front/kept-replies.js';
import { createIntegerCheck } from './http/integers.js';
import { baseUrlFrom, createDispatch } from './http/mount.js';
import { createProblems } from './http/problems.js';
import { readTarget } from './http/request-target.js';
import { setSecurityHeaders } from './http/security-headers.js';
import { inOneLayer } from './http/stages.js';
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
  /** Takes replies that the front may send again. */
  replies: Pick<KeptReplies, 'offer'>;
  /** Documents, documentation and metrics: they need no credential and know no organization. */
  statics: RequestHandler;
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  setSecurityHeaders(response);
  next();
};

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
  replies,
  statics,
}: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', settings.trustProxy);
  app.set('case sensitive routing', true);
  app.use(inOneLayer(securityHeaders, ...crossOriginMiddleware(settings.corsOrigins), readTarget), statics);
  app.use(
    inOneLayer(
      createMatching(gate),
      createAdmission(gate),
      readBody,
      createIntegerCheck(contract),
      createValidator(contract),
      createMinimumRevision(gate),
      createDispatch(handlers, baseUrlFrom(settings.publicUrl), replies),
    ),
  );
  app.use(createProblems(dialect, contract));
  return app;
}
