import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createApp } from '../app.js';
import { createAnonymously } from '../auth/anonymous.js';
import { createAuthenticate } from '../auth/authenticate.js';
import { createVerifyJwt } from '../auth/jwt/verify-jwt.js';
import { createKeyUse } from '../auth/keys/key-use.js';
import { requireRole } from '../auth/permissions.js';
import { createRateLimit } from '../auth/rate-limit.js';
import type { Config } from '../config.js';
import type { Database } from '../db/connect.js';
import type { Gate } from '../http/admission.js';
import { createCrossOrigin } from '../http/cross-origin.js';
import { type ContractDocument, contractFile, loadContract, loadContract30 } from '../http/document.js';
import { createFront } from '../http/front/front.js';
import { createKeptReplies } from '../http/front/kept-replies.js';
import { type Messages, messagesOf } from '../http/messages.js';
import { baseUrlFrom } from '../http/mount.js';
import { createRouter } from '../http/routes.js';
import { createStaticFiles, installedFiles } from '../http/static-files.js';
import type { Lifecycle, Readiness } from '../observe/health.js';
import type { Logger } from '../observe/logs.js';
import type { Metrics } from '../observe/metrics.js';
import { createRequestObserver } from '../observe/request-log.js';
import { createHandlers, type Services } from '../services.js';
import { reasonOf, StartFailure } from './failure.js';

export interface ApplicationDeps {
  config: Config;
  database: Database;
  services: Services;
  readiness: () => Promise<Readiness>;
  lifecycle: Lifecycle;
  log: Logger;
  metrics: Metrics;
  clock: () => Date;
}

export interface Application {
  /** Answers every request. */
  listener: RequestListener;
  /** What a server has to make of each request for the listener. */
  messages: Messages;
  /** Resolves when what was put off until after answers is written. */
  flush(): Promise<void>;
}

function contractOrFailure(): { contract: ContractDocument; yaml: string } {
  try {
    const yaml = readFileSync(contractFile, 'utf8');
    return { contract: loadContract(), yaml };
  } catch (error) {
    throw new StartFailure(
      `The contract openapi.yaml cannot be read: ${reasonOf(error)}. Install the program anew.`,
    );
  }
}

function createGate(
  deps: ApplicationDeps,
  contract: ContractDocument,
): { gate: Gate; flush: () => Promise<void> } {
  const { config, database, services, clock, log } = deps;
  const keyUse = createKeyUse(database.write, clock);
  const onFetchFailure = (err: unknown) => log.warn({ err }, 'the keys of JWT_JWKS_URL could not be fetched');
  const gate: Gate = {
    match: createRouter(contract),
    authenticate: createAuthenticate({
      findKey: services.keys.find,
      verifyJwt: config.jwt && createVerifyJwt(config.jwt, { clock, onFetchFailure }),
      clock,
      onKeyUsed: keyUse.note,
    }),
    anonymously: createAnonymously(config.anonymousOrganization),
    requireRole,
    rateLimit: createRateLimit({
      perOrganization: config.rateLimitPerMinute,
      perAddress: config.anonymousRateLimitPerMinute,
    }),
    layersOf: services.layers.read,
  };
  return { gate, flush: keyUse.flush };
}

/** The server's own requests at its start are no news. */
function observing({ log, metrics, lifecycle }: ApplicationDeps) {
  return createRequestObserver(log, metrics, () => lifecycle.phase() === 'starting');
}

/**
 * Puts the parts together: one Express application, and what stands in front of it.
 * @throws StartFailure when the contract cannot be read
 */
export function createApplication(deps: ApplicationDeps): Application {
  const { config, database, services, metrics } = deps;
  const { contract, yaml } = contractOrFailure();
  const { gate, flush } = createGate(deps, contract);
  const statics = createStaticFiles({
    ...installedFiles(),
    yaml,
    contract,
    contract30: loadContract30,
    baseUrlOf: baseUrlFrom(config.publicUrl),
    metrics: config.metricsPort === null ? metrics : null,
  });
  const replies = createKeptReplies(services.lease, services.layers.known);
  const behind = createApp({
    settings: {
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
      corsOrigins: config.corsOrigins,
    },
    contract,
    dialect: database.dialect,
    gate,
    handlers: createHandlers(services, deps.readiness),
    replies,
    statics,
  });
  const listener = createFront({
    gate,
    replies,
    observe: observing(deps),
    looked: (hit) => metrics.cacheLookup('answers', hit),
    crossOrigin: createCrossOrigin(config.corsOrigins),
    trustProxy: config.trustProxy,
    behind,
  });
  return { listener, messages: messagesOf(behind), flush };
}
