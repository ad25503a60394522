import type { OperationId } from './contract.js';
import type { ContractDocument, OperationObject } from './document.js';

/** What a method and a path mean. */
export type Match =
  | { kind: 'operation'; operationId: OperationId; operation: OperationObject; path: Record<string, string> }
  | { kind: 'wrong method'; allow: string[] }
  | { kind: 'no route' };

interface Route {
  prefix: string;
  /** The one path parameter at the end, null where the path is fixed. */
  parameter: string | null;
  operations: ReadonlyMap<string, OperationObject>;
}

/** Methods that a route takes: HEAD goes wherever GET does (RFC 9110, 9.3.2). */
function allowed(route: Route): string[] {
  const methods = [...route.operations.keys()];
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

function routeOf(template: string, item: Record<string, OperationObject>): Route {
  const [, prefix = template, parameter = null] = /^(.*\/)\{([^}]+)\}$/.exec(template) ?? [];
  const operations = new Map(
    Object.entries(item).map(([method, operation]) => [method.toUpperCase(), operation]),
  );
  return { prefix, parameter, operations };
}

/**
 * Finds operations by method and path, as the contract's paths say: a fixed path, or one parameter as the last segment.
 * Fixed paths go before parameters, so that reserved names are never models.
 * @returns a function of an upper-case method and a path without query, its last segment still percent-encoded
 */
export function createRouter(contract: ContractDocument): (method: string, path: string) => Match {
  const routes = Object.entries(contract.paths).map(([template, item]) => routeOf(template, item));
  const fixed = new Map(
    routes.filter((route) => route.parameter === null).map((route) => [route.prefix, route]),
  );
  const open = new Map(
    routes.filter((route) => route.parameter !== null).map((route) => [route.prefix, route]),
  );

  return (method, path) => {
    const cut = path.lastIndexOf('/') + 1;
    const last = path.slice(cut);
    const route = fixed.get(path) ?? (last === '' ? undefined : open.get(path.slice(0, cut)));
    if (!route) return { kind: 'no route' };
    const operation = route.operations.get(method === 'HEAD' ? 'GET' : method);
    if (!operation) return { kind: 'wrong method', allow: allowed(route) };
    const parameters = route.parameter === null ? {} : { [route.parameter]: decodeURIComponent(last) };
    return { kind: 'operation', operationId: operation.operationId, operation, path: parameters };
  };
}
