// What a schema of the contract says of a field, in words for people.
import { resolve } from '../../contract.mjs';

/** @import { Contract } from '../../contract.mjs' */

/**
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string | string[]} [type]
 * @property {string} [format]
 * @property {string} [description]
 * @property {unknown[]} [enum]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {number} [maxProperties]
 * @property {Schema} [items]
 * @property {Schema[]} [oneOf]
 * @property {Schema[]} [allOf]
 * @property {Record<string, Schema>} [properties]
 */

/**
 * A schema with its references followed and its parts joined; `types` has `null` where that is allowed.
 * @param {Contract} contract
 * @param {Schema} schema
 * @returns {Schema & { types: string[] }}
 */
export function flatten(contract, schema) {
  const { oneOf = [], allOf = [], ...rest } = { ...resolve(contract, schema) };
  const parts = [...allOf, ...oneOf].map((part) => flatten(contract, part));
  const own = schema.description === undefined ? {} : { description: schema.description };
  const types = [rest.type ?? [], ...parts.map((part) => part.types)].flat();
  return {
    ...Object.assign({}, ...parts.filter(({ types: [only] }) => only !== 'null')),
    ...rest,
    ...own,
    types,
  };
}

/** @param {number} count */
const grouped = (count) => count.toLocaleString('en-US');

/**
 * What JSON has there, as Markdown: `number` or `null`.
 * @param {Contract} contract
 * @param {Schema} schema
 */
export function typeOf(contract, schema) {
  const { types, items, enum: values } = flatten(contract, schema);
  if (values !== undefined) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const names = [...new Set(types)].map((type) =>
    type === 'array' && items !== undefined ? `array of ${flatten(contract, items).types[0]}` : type,
  );
  return names.map((name) => `\`${name}\``).join(' or ');
}

/**
 * @param {Contract} contract
 * @param {Schema} schema
 * @returns {string} '' where it has none
 */
export function unitOf(contract, schema) {
  if (schema.$ref?.endsWith('/TokenWindow')) return 'tokens';
  const { format } = flatten(contract, schema);
  if (format === 'cost') return 'USD per 1M tokens';
  return { 'date-time': 'time (RFC 3339)', date: 'day (RFC 3339)' }[format ?? ''] ?? '';
}

/**
 * What a write is held to.
 * @param {Contract} contract
 * @param {Schema} schema
 * @returns {string} '' without limits
 */
export function limitsOf(contract, schema) {
  const { minimum, maximum, minLength, maxLength, maxProperties } = flatten(contract, schema);
  return [
    ...(minimum === undefined || maximum === undefined ? [] : [`${grouped(minimum)} to ${grouped(maximum)}`]),
    ...(minLength === undefined || maxLength === undefined
      ? []
      : [`${minLength} to ${maxLength} characters`]),
    ...(maxProperties === undefined ? [] : [`at most ${maxProperties} members`]),
  ].join(', ');
}
