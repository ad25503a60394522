import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { closedCopy } from './closed-copy.js';
import { contract, type Json, type Place } from './document.js';
import { ownFormats } from './formats.js';

const ajv = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true });
// The plugin is CommonJS with its function as `default`, which Node hands out as a member.
const addFormats = formatsPlugin as unknown as typeof formatsPlugin.default;
addFormats(ajv);
for (const [name, validate] of Object.entries(ownFormats)) ajv.addFormat(name, { type: 'number', validate });
// What stands in the document beside schemas.
ajv.addVocabulary([...Object.keys(contract), 'x-errors']);
// A copy of a JSON object is one.
ajv.addSchema(closedCopy(contract) as Json, 'contract', false, false);

const compiled = new Map<string, ValidateFunction>();

/** `#/a/b` with every token encoded for a pointer (RFC 6901) and for a URI fragment. */
export function fragmentOf(place: Place): string {
  const tokens = place.map((token) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `#/${tokens.join('/')}`;
}

function validatorAt(place: Place): ValidateFunction {
  const reference = `contract${fragmentOf(place)}`;
  const known = compiled.get(reference) ?? ajv.compile({ $ref: reference });
  compiled.set(reference, known);
  return known;
}

/** What is wrong with a value by the schema at that place of the contract, as sentences; nothing where it fits. */
export function faultsBy(place: Place, value: unknown): string[] {
  const validate = validatorAt(place);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = 'is wrong', params }) => {
    const member = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
    return `${instancePath || '/'} ${message}${member}`;
  });
}

/** The place of a schema of the contract by its name. */
export function schemaNamed(name: string): Place {
  return ['components', 'schemas', name];
}
