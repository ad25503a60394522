import { isJson } from '../contract/document.js';
import { errorCodes } from '../contract/operations.js';
import { faultsBy, schemaNamed } from '../contract/schemas.js';
import type { Exchange } from './exchange.js';

const pointer = /^\/(?:body|query|path|headers)(?:\/(?:[^~]|~[01])*)?$/su;

function pointerFaults(errors: unknown): string[] {
  const list: unknown[] = Array.isArray(errors) ? errors : [];
  return list
    .map((entry) => (isJson(entry) ? entry['pointer'] : undefined))
    .filter((found) => typeof found !== 'string' || !pointer.test(found))
    .map((found) => `errors points at ${JSON.stringify(found)}, which is no pointer into the request`);
}

/** In what a problem document (RFC 9457) contradicts the contract's table, its own answer, or itself. */
export function problemFaults({ status, headers }: Exchange, body: unknown): string[] {
  if (!isJson(body)) return ['the problem is not an object'];
  const code = String(body['code']);
  const entry = errorCodes.get(code);
  const wanted = {
    status,
    type: `/docs/errors/${code}`,
    title: entry?.title,
    request_id: headers.get('x-request-id'),
  };
  const contradictions = Object.entries(wanted)
    .filter(([member, value]) => body[member] !== value)
    .map(([member, value]) => `${member} is ${JSON.stringify(body[member])}, not ${JSON.stringify(value)}`);
  const elsewhere =
    entry?.status === status ? [] : [`${code} is documented as ${entry?.status}, not ${status}`];
  return [
    ...faultsBy(schemaNamed('Problem'), body),
    ...contradictions,
    ...elsewhere,
    ...pointerFaults(body['errors']),
  ];
}
