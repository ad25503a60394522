import { assertCount } from '../cost/token-usage.js';

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether one of the fields is there, null included: providers say "none" either way. */
export function hasAny(fields: Fields, names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(fields, name));
}

/** A count that must be there. A TypeError where it is missing or no count. */
export function countIn(fields: Fields, name: string): number {
  const value = fields[name];
  assertCount(name, value);
  return value;
}

/** 0 where the field is null or not there: that is how providers say that there were none. */
export function countOrNone(fields: Fields, name: string): number {
  return fields[name] === undefined || fields[name] === null ? 0 : countIn(fields, name);
}

/** No fields where the object is null or not there. */
export function detailsIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  if (value === undefined || value === null) return {};
  if (!isFields(value)) throw new TypeError(`${name} must be an object`);
  return value;
}

/** A TypeError where some of the tokens have a price that no field of a model holds. */
export function refuseTokens(tokens: number, what: string): void {
  if (tokens > 0)
    throw new TypeError(`${tokens} ${what} have a price of their own, which no field of a model holds`);
}
