import type { IncomingMessage } from 'node:http';
import type { Caller, OperationId } from './contract.js';
import type { OperationObject } from './document.js';

/** The operation that a request was matched to, and who calls it once that is known. */
export interface RoutedRequest {
  operationId: OperationId;
  operation: OperationObject;
  /** Path parameters, decoded. */
  path: Record<string, string>;
  /** Absent where the operation needs no credential. */
  caller?: Caller;
}

const routed = new WeakMap<IncomingMessage, RoutedRequest>();

export function setRouted(request: IncomingMessage, route: RoutedRequest): void {
  routed.set(request, route);
}

/** What a request was matched to; undefined before matching and where nothing matched. */
export function routedRequest(request: IncomingMessage): RoutedRequest | undefined {
  return routed.get(request);
}

/** @throws Error for a request that was not matched, which is a mistake in the order of the middleware */
export function requireRouted(request: IncomingMessage): RoutedRequest {
  const route = routed.get(request);
  if (!route) throw new Error('This request was not matched to an operation: matching must come first.');
  return route;
}
