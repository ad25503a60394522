import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Any JSON object. */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where something stands in the contract, as the tokens of a JSON Pointer (RFC 6901). */
export type Place = readonly string[];

/** A value of the contract and where it stands; references have been followed. */
export interface Found {
  place: Place;
  value: Json;
}

/** The contract, parsed anew: nothing here is taken from the server. */
export const contract: Json = parse(
  readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8'),
);

function placeOf(reference: string): Place {
  return reference.slice('#/'.length).split('/');
}

/** A member of an object, or an element of a list. */
function partOf(whole: unknown, token: string): unknown {
  if (Array.isArray(whole)) return whole[Number(token)];
  return isJson(whole) ? whole[token] : undefined;
}

/** What stands at a place. @throws Error when there is no object there */
export function at(place: Place): Found {
  const value = place.reduce<unknown>(partOf, contract);
  if (!isJson(value)) throw new Error(`The contract has nothing at ${place.join('/')}.`);
  return typeof value['$ref'] === 'string' ? at(placeOf(value['$ref'])) : { place, value };
}

/** The members of an object at a place, references followed; none where there is no such object. */
export function membersOf({ place, value }: Found, name: string): Map<string, Found> {
  const members = value[name];
  if (!isJson(members)) return new Map();
  return new Map(Object.keys(members).map((key) => [key, at([...place, name, key])]));
}
