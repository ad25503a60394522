import { at, contract, isJson, type Place } from './document.js';

/** A value that the contract shows, and the schema it is to fit. */
export interface Example {
  /** Where it stands, for the name of a test. */
  where: string;
  schema: Place;
  value: unknown;
}

/** Named examples of a parameter, a header or a body; each may be a reference. */
function named(place: Place, holder: Record<string, unknown>): Example[] {
  const schema = [...place, 'schema'];
  const one = 'example' in holder ? [{ where: place.join(' '), schema, value: holder['example'] }] : [];
  const names = isJson(holder['examples']) ? Object.keys(holder['examples']) : [];
  const many = names.map((name) => ({
    where: [...place, name].join(' '),
    schema,
    value: at([...place, 'examples', name]).value['value'],
  }));
  return [...one, ...many];
}

/** The list of examples that a schema itself may have. */
function ofSchema(place: Place, schema: Record<string, unknown>): Example[] {
  const list: unknown[] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  return list.map((value, index) => ({ where: [...place, index].join(' '), schema: place, value }));
}

function examplesIn(value: unknown, place: Place): Example[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => examplesIn(item, [...place, String(index)]));
  if (!isJson(value)) return [];
  const here = 'schema' in value ? named(place, value) : ofSchema(place, value);
  const below = Object.entries(value)
    .filter(([key]) => key !== 'examples' && key !== 'example')
    .flatMap(([key, child]) => examplesIn(child, [...place, key]));
  return [...here, ...below];
}

/** Every example of the contract: of requests, answers, parameters, headers and schemas. */
export const examples: readonly Example[] = [
  ...examplesIn(contract['paths'], ['paths']),
  ...examplesIn(contract['components'], ['components']),
];
