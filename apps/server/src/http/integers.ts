import type { FieldError } from '@llm-registry/api-types';
import type { RequestHandler } from 'express';
import { errors } from '../errors.js';
import type { ContractDocument, ParameterObject } from './document.js';

function fault({ name, in: where }: ParameterObject): FieldError {
  const [part, member] = where === 'header' ? ['headers', name.toLowerCase()] : [where, name];
  return { pointer: `/${part}/${member}`, detail: 'must be an integer in decimal digits' };
}

/**
 * Refuses integers in queries and headers that are not written in digits. The validator turns text into numbers as
 * JavaScript does, to which `0x10` and `1e3` are integers.
 * @throws invalid_request
 */
export function createIntegerCheck({ components }: Pick<ContractDocument, 'components'>): RequestHandler {
  const all = Object.values(components.parameters ?? {}).filter(({ schema }) => schema?.type === 'integer');
  // Two operations may give one name different bounds.
  const integers = [...new Map(all.map((one) => [`${one.in} ${one.name}`, one])).values()];
  return (request, _response, next) => {
    // Express parses the query each time it is asked for.
    const { headers, query } = request;
    const faults = integers.filter(({ name, in: where }) => {
      const text = where === 'header' ? headers[name.toLowerCase()] : query[name];
      return typeof text === 'string' && !/^-?\d+$/.test(text);
    });
    if (faults.length > 0) throw errors.invalidRequest(faults.map(fault));
    next();
  };
}
