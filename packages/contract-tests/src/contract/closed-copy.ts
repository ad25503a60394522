import { isJson } from './document.js';

function isOpenObject(schema: Record<string, unknown>): boolean {
  return schema['type'] === 'object' && isJson(schema['properties']) && !('additionalProperties' in schema);
}

/**
 * A copy in which every object schema that lists its members and does not say otherwise takes no others. Clients must
 * ignore members they do not know; a server that sends one has left the contract.
 */
export function closedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedCopy);
  if (!isJson(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closedCopy(child)]));
  return isOpenObject(value) ? { ...copy, additionalProperties: false } : copy;
}
