import type { Request, RequestHandler, Response } from 'express';
import type { Anonymously } from '../auth/anonymous.js';
import type { Authenticate } from '../auth/authenticate.js';
import type { Principal } from '../auth/principal.js';
import { type Allowance, type RateLimit, withAllowance } from '../auth/rate-limit.js';
import { RegistryError } from '../errors.js';
import { contextOf } from '../observe/request-context.js';
import type { ReadLayers } from '../revisions/known-layers.js';
import type { Layers } from '../revisions/layers.js';
import { reached } from '../revisions/wait.js';
import { requireRouted, setRouted } from './context.js';
import type { OperationId, Presence } from './contract.js';
import { credentialsOf } from './credentials.js';
import { visitOf } from './front/visits.js';
import { goneSignal } from './gone.js';
import { canonicalUrl } from './model-name-path.js';
import { setRateLimit } from './rate-limit-header.js';
import type { Match } from './routes.js';

/** What decides whether a request is let in. */
export interface Gate {
  match: (method: string, path: string) => Match;
  authenticate: Authenticate;
  anonymously: Anonymously;
  requireRole: (operationId: OperationId, principal: Principal) => void;
  rateLimit: RateLimit;
  layersOf: ReadLayers;
}

/** What monitoring asks may not be refused because clients were too busy. */
const unlimited: ReadonlySet<OperationId> = new Set(['health', 'readiness']);

function methodNotAllowed(method: string, allow: readonly string[]): RegistryError {
  return new RegistryError('method_not_allowed', `This route takes ${allow.join(', ')}, not ${method}.`);
}

/** Matches the request to an operation of the contract. @throws route_not_found, method_not_allowed */
export function createMatching({ match }: Gate): RequestHandler {
  return (request, response, next) => {
    request.url = canonicalUrl(request.url);
    const found = match(request.method, request.path);
    if (found.kind === 'no route') {
      throw new RegistryError(
        'route_not_found',
        'There is nothing at this path. GET /openapi.json says what there is.',
      );
    }
    if (found.kind === 'wrong method') {
      response.set('Allow', found.allow.join(', '));
      throw methodNotAllowed(request.method, found.allow);
    }
    contextOf(request).operationId = found.operationId;
    setRouted(request, found);
    next();
  };
}

type Credential = Parameters<Authenticate>[0];

/**
 * The credential is looked at first, so that a valid one is never refused for what others do from its address. One that
 * is refused spends the allowance of the address, and 429 takes the place of 401 when that is gone.
 */
async function authenticated(gate: Gate, request: Request, authorization: Credential): Promise<Principal> {
  try {
    return await gate.authenticate(authorization);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'unauthenticated') throw error;
    throw withAllowance(error, gate.rateLimit.spendAnonymous(request.ip));
  }
}

/** Who calls. Nobody is anonymous by a credential that is refused, only by sending none. */
async function principalOf(gate: Gate, request: Request, operationId: OperationId): Promise<Principal> {
  const authorization = credentialsOf(request);
  const anonymous = authorization === undefined ? gate.anonymously(operationId) : null;
  return anonymous ?? authenticated(gate, request, authorization);
}

/** Where a caller looks, and how much is seen there. */
async function layersSeenBy(gate: Gate, { organization, role }: Principal, atLeast = 0): Promise<Layers> {
  const layers = await gate.layersOf(organization, atLeast);
  return role === 'public' ? { ...layers, providerDetail: 'named' } : layers;
}

/** Whoever sends no credential spends what their address has, so that they take nothing from the organization. */
function spend({ rateLimit }: Gate, request: Request, { kind, organization }: Principal): Allowance | null {
  return kind === 'anonymous' ? rateLimit.spendAnonymous(request.ip) : rateLimit.spend(organization);
}

function presenceOf(gate: Gate, request: Request, response: Response, operationId: OperationId): Presence {
  return {
    gone: () => goneSignal(response),
    async confirm() {
      gate.requireRole(operationId, await principalOf(gate, request, operationId));
    },
  };
}

/** Lets a request in: who calls, whether the allowance holds, whether the role suffices. In this order. */
export function createAdmission(gate: Gate): RequestHandler {
  return async (request, response, next) => {
    const route = requireRouted(request);
    if (route.operation.security?.length === 0) {
      if (!unlimited.has(route.operationId))
        setRateLimit(response, gate.rateLimit.spendAnonymous(request.ip));
      return next();
    }
    const principal = visitOf(request)?.principal ?? (await principalOf(gate, request, route.operationId));
    contextOf(request).organization = principal.organization;
    const layers = await layersSeenBy(gate, principal);
    response.set('Registry-Revision', String(layers.revision));
    setRateLimit(response, spend(gate, request, principal));
    gate.requireRole(route.operationId, principal);
    route.caller = { principal, layers, presence: presenceOf(gate, request, response, route.operationId) };
    next();
  };
}

/** Waits for `Registry-Min-Revision`, which the validator has checked. @throws revision_not_reached */
export function createMinimumRevision(gate: Gate): RequestHandler {
  return async (request, response, next) => {
    const wanted = Number(request.headers['registry-min-revision'] ?? 0);
    const { caller } = requireRouted(request);
    if (caller && wanted > caller.layers.revision) {
      const { principal, layers } = caller;
      caller.layers = await reached(() => layersSeenBy(gate, principal, wanted), layers, wanted);
      response.set('Registry-Revision', String(caller.layers.revision));
    }
    next();
  };
}
