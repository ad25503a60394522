// What the explorer knows of a model's fields: read from the contract when the site is built, so that no list of them is written by hand.
import { resolve } from '../../contract.mjs';

/** @import { Contract } from '../../contract.mjs' */
/** @import { DefinitionField, ModelField } from './field.js' */

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
 * @property {string} [pattern]
 * @property {Schema[]} [oneOf]
 * @property {Schema[]} [allOf]
 * @property {Record<string, Schema>} [properties]
 */

/** @param {Contract} contract @param {string} name @returns {Record<string, Schema>} */
function propertiesOf(contract, name) {
  const schemas = /** @type {Record<string, Schema>} every schema of the contract is one */ (
    /** @type {unknown} */ (contract.components.schemas)
  );
  return schemas[name]?.properties ?? {};
}

/**
 * One schema with everything that a field's schema says in several: references are followed, and null is left out.
 * @param {Contract} contract
 * @param {Schema} schema
 * @returns {Schema}
 */
function flatten(contract, schema) {
  const { oneOf = [], allOf = [], ...rest } = resolve(contract, schema);
  const parts = [...allOf, ...oneOf]
    .map((part) => flatten(contract, part))
    .filter(({ type }) => type !== 'null');
  const whole = Object.assign(
    {},
    ...parts,
    rest,
    schema.description ? { description: schema.description } : {},
  );
  const type = Array.isArray(whole.type)
    ? whole.type.find((/** @type {string} */ one) => one !== 'null')
    : whole.type;
  return { ...whole, type };
}

/** @param {Schema} schema @returns {DefinitionField['kind']} */
function kindOf({ type, format, enum: choices }) {
  if (format === 'cost') return 'cost';
  if (type === 'integer') return choices === undefined ? 'count' : 'flag';
  if (type === 'boolean') return 'boolean';
  if (type === 'string') return choices === undefined ? 'text' : 'choice';
  return 'object';
}

/** @param {Schema} schema @returns {string} */
function unitOf(schema) {
  const kind = kindOf(schema);
  if (kind === 'cost') return 'USD per 1M tokens';
  return kind === 'count' ? 'tokens' : '';
}

/** @param {Schema} schema */
const firstSentence = ({ description = '' }) => description.trim().replace(/\s+/g, ' ');

/**
 * The fields of a model's answer, in the order of the contract.
 * @param {Contract} contract
 * @returns {ModelField[]}
 */
export function modelFields(contract) {
  return Object.entries(propertiesOf(contract, 'Model')).map(([name, schema]) => {
    const flat = flatten(contract, schema);
    return { name, kind: kindOf(flat), unit: unitOf(flat), description: firstSentence(flat) };
  });
}

/**
 * The fields that a custom model's definition may have, with the limits that a write of it is held to.
 * @param {Contract} contract
 * @returns {DefinitionField[]}
 */
export function definitionFields(contract) {
  const written = propertiesOf(contract, 'ModelReplacement');
  // What is stored: another spelling of a field is taken in writes but is none of its own.
  return Object.keys(propertiesOf(contract, 'ModelDefinition')).map((name) => {
    const schema = flatten(contract, written[name] ?? {});
    const { minimum, maximum, minLength, maxLength, pattern } = schema;
    const choices = (schema.enum ?? []).filter((value) => typeof value === 'string');
    const limits = Object.fromEntries(
      Object.entries({ minimum, maximum, minLength, maxLength, pattern }).filter(
        ([, limit]) => limit !== undefined,
      ),
    );
    return {
      name,
      kind: kindOf(schema),
      unit: unitOf(schema),
      description: firstSentence(schema),
      choices,
      limits,
    };
  });
}

/**
 * A plugin of Vite that gives the browser's code what the contract says, as the module `virtual:contract-fields`.
 * @param {() => Contract} read
 */
export function contractFields(read) {
  const id = '\0virtual:contract-fields';
  return {
    name: 'contract-fields',
    /** @param {string} source */
    resolveId: (source) => (source === 'virtual:contract-fields' ? id : undefined),
    /** @param {string} asked */
    load(asked) {
      if (asked !== id) return undefined;
      const contract = read();
      const types = flatten(contract, propertiesOf(contract, 'Model')['model_type'] ?? {}).enum ?? [];
      return [
        `export const MODEL_FIELDS = ${JSON.stringify(modelFields(contract))};`,
        `export const DEFINITION_FIELDS = ${JSON.stringify(definitionFields(contract))};`,
        `export const MODEL_TYPES = ${JSON.stringify(types)};`,
      ].join('\n');
    },
  };
}
