import { type Operation, operations } from './operations.js';

/** Nothing hangs below these: the rest of the path is one value, slashes included. */
const named =
  /^(\/api\/(?:models|definitions|explanations|providers|keys)\/|\/compat\/openai\/v1\/models\/)\{\w+\}$/;

function takes(operation: Operation, path: string): boolean {
  const prefix = named.exec(operation.path)?.[1];
  if (prefix === undefined) return operation.path === path;
  return path.startsWith(prefix) && path.length > prefix.length;
}

/** Whether a path of the contract is exactly this one. */
function isFixed(path: string): boolean {
  return operations.some((operation) => operation.path === path);
}

function isSegment(operation: Operation, path: string): boolean {
  return (
    /\{model(?:_name)?\}$/.test(operation.path) || !path.slice(operation.path.indexOf('{')).includes('/')
  );
}

/**
 * The operation that a request means, found by the contract alone: fixed paths first, one slash at the end more or less,
 * HEAD as GET. Undefined where the contract has none.
 * @param target path and query as they were sent
 */
export function operationOf(method: string, target: string): Operation | undefined {
  const path = (target.split('?', 1)[0] ?? '').replace(/(?<=.)\/$/, '');
  const verb = method === 'HEAD' ? 'GET' : method;
  const candidates = operations.filter(
    (operation) => takes(operation, path) && (!operation.path.includes('{') || isSegment(operation, path)),
  );
  return candidates.find(
    (operation) => operation.method === verb && (operation.path === path || !isFixed(path)),
  );
}
