import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../auth/principal.js';
import type { Mark } from '../../revisions/lease.js';

/** What the front knows of a request that it let through. */
export interface Visit {
  /** Who sent it: authentication is not done twice. */
  principal: Principal;
  /** What its reply is kept under. */
  key: string;
  /** Taken before anything was read for it. */
  mark: Mark;
}

const visits = new WeakMap<IncomingMessage, Visit>();

export function setVisit(request: IncomingMessage, visit: Visit): void {
  visits.set(request, visit);
}

/** Undefined where the front had nothing to do with the request. */
export function visitOf(request: IncomingMessage): Visit | undefined {
  return visits.get(request);
}
