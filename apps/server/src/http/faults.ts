import type { FieldError } from '@llm-registry/api-types';
import { didYouMean } from '../answers/did-you-mean.js';
import { pointerToken } from '../answers/pointer.js';
import { errors, type RegistryError } from '../errors.js';
import type { ContractDocument, OperationObject } from './document.js';

/** One fault as the validator reports it. */
export interface ValidatorFault {
  path: string;
  message: string;
  errorCode?: string;
}

const maxFaults = 50;

function bodyFields(contract: ContractDocument, operation: OperationObject | undefined): string[] {
  const reference = operation?.requestBody?.content['application/json']?.schema.$ref;
  const schema = contract.components.schemas[reference?.split('/').at(-1) ?? ''];
  return Object.keys(schema?.properties ?? {});
}

/** The members that belong to answers only; a client that sends an answer back learns why it may not. */
const readOnlyFields = new Set([
  'id',
  'aliases',
  'affiliation_category',
  'price_tiers',
  'price_conditions',
  'source',
  'supported_params',
  'throughput',
  'provider',
  'provenance',
  'created_at',
  'updated_at',
  'has_api_key',
  'api_key_fingerprint',
  'api_key_reference',
  'secrets_readable',
]);

function unknownField(path: string, known: readonly string[]): FieldError {
  // The validator puts the name behind the place as it is, which may hold characters that mean something in a pointer.
  const place = path.startsWith('/body/filters/') ? path.slice(0, path.lastIndexOf('/')) : '/body';
  const name = path.slice(place.length + 1);
  const pointer = `${place}/${pointerToken(name)}`;
  if (readOnlyFields.has(name))
    return { pointer, detail: 'is read-only: it is part of answers and cannot be sent' };
  return { pointer, detail: `is not a field of this request${didYouMean(name, known)}` };
}

/** The validator's sentence, with null written out and alternatives as people write them. */
function worded(message: string): string {
  return message
    .replace(/^must be (\w+(?:,\w+)+)$/, (_all, types: string) => `must be ${types.split(',').join(' or ')}`)
    .replace(/(allowed values: .*), $/, '$1, null');
}

/** The rules of names, which their pattern says to machines only. */
const nameRules =
  'must be a model name: no control characters, no space or slash at either end, no empty, "." or ".." segment, ' +
  'and not "list", "summary" or "public"';

/** The pattern of model names in words; other patterns are lists of characters, which people read as they are. */
function patternWorded(message: string, { components }: ContractDocument): string {
  return message === `must match pattern "${components.schemas['ModelName']?.pattern}"` ? nameRules : message;
}

function fieldError(fault: ValidatorFault, contract: ContractDocument, known: readonly string[]): FieldError {
  if (fault.errorCode?.startsWith('additionalProperties')) return unknownField(fault.path, known);
  const detail = worded(patternWorded(fault.message, contract));
  return { pointer: fault.path.replace(/^\/params\//, '/path/'), detail };
}

/** One entry for each pointer; what a choice of schemas says of itself adds nothing to what its members say. */
function merged(faults: readonly FieldError[]): FieldError[] {
  const details = new Map<string, Set<string>>();
  for (const { pointer, detail } of faults)
    details.set(pointer, (details.get(pointer) ?? new Set()).add(detail));
  return [...details].map(([pointer, all]) => {
    const telling = [...all].filter((detail) => !detail.includes('oneOf'));
    return { pointer, detail: (telling.length > 0 ? telling : [...all]).join(' or ') };
  });
}

/** The validator's faults as `invalid_request`, each with its pointer. */
export function invalidRequest(
  contract: ContractDocument,
  operation: OperationObject | undefined,
  faults: readonly ValidatorFault[],
): RegistryError {
  const known = bodyFields(contract, operation);
  return errors.invalidRequest(
    merged(faults.slice(0, maxFaults).map((fault) => fieldError(fault, contract, known))),
  );
}
