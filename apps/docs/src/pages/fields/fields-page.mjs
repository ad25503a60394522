// Every field of a model: what it is, in which unit and limits, and where its value comes from.
import { readFileSync } from 'node:fs';
import { page, paragraphs, plain, prose, table } from '../markdown.mjs';
import { flatten, limitsOf, typeOf, unitOf } from './schema-facts.mjs';

/** @import { Contract } from '../../contract.mjs' */
/** @import { Schema } from './schema-facts.mjs' */

/** @typedef {{ withBase: string, withoutBase: string, default?: unknown }} FieldSources as the server computes them */

const sources = /** @type {Record<string, FieldSources>} a test compares it with the server */ (
  JSON.parse(readFileSync(new URL('../../generated/field-sources.json', import.meta.url), 'utf8'))
);

/** Under which name a field is written where that is another one. */
const writtenAs = /** @type {Record<string, string>} */ ({
  provider: 'provider_id',
  supported_params: 'supported_params_override',
});

/** Schemas of which a field's value is made. */
const parts = [
  { schema: 'PriceTier', title: 'A price tier' },
  { schema: 'ModelProvider', title: 'The provider of a model' },
  { schema: 'Provenance', title: 'Where a shipped model’s facts are from' },
  { schema: 'Throughput', title: 'Throughput' },
];

/** @param {Contract} contract @param {string} name @returns {Schema} */
function schemaNamed(contract, name) {
  const schemas = /** @type {Record<string, Schema>} every schema of the contract is one */ (
    /** @type {unknown} */ (contract.components.schemas)
  );
  const schema = schemas[name];
  if (schema === undefined) throw new Error(`openapi.yaml: there is no schema "${name}".`);
  return schema;
}

/** @param {Contract} contract @param {string} name @returns {[string, Schema][]} */
const propertiesOf = (contract, name) => Object.entries(schemaNamed(contract, name).properties ?? {});

/** @param {string} name */
function sourcesOf(name) {
  const found = sources[name];
  if (found === undefined)
    throw new Error(`The server says nothing of the field "${name}": run scripts/field-sources.mjs.`);
  return found;
}

/** What an own model answers where nothing is set on it and it has a base. @param {FieldSources} found */
function inheritance({ withBase }) {
  if (withBase === 'base') return 'from the base';
  return withBase === 'computed' ? 'by a rule' : 'no';
}

/** What is answered where nobody says anything. @param {FieldSources} found */
function otherwise(found) {
  if (!('default' in found)) return '–';
  if (found.default === '<model_name>') return 'its name';
  return found.default === null ? '`null`' : `\`${JSON.stringify(found.default)}\``;
}

/** @param {string} name @param {Map<string, Schema>} written */
function settable(name, written) {
  const field = writtenAs[name] ?? name;
  if (!written.has(field)) return 'no';
  return field === name ? 'yes' : `as \`${field}\``;
}

/** @param {Contract} contract @param {string} name @param {Schema} schema @param {Map<string, Schema>} written */
function section(contract, name, schema, written) {
  const held = written.get(writtenAs[name] ?? name) ?? schema;
  const { description = '', types } = flatten(contract, schema);
  const facts = [typeOf(contract, schema), unitOf(contract, schema), limitsOf(contract, held)];
  const found = sourcesOf(name);
  const items = [
    `**Set on a model of your own:** ${settable(name, written)}`,
    `**Inherited:** ${inheritance(found)}`,
    ...('default' in found ? [`**Else:** ${otherwise(found)}`] : []),
    ...(types.includes('null') ? [`**\`null\` means:** ${meaningOfNull(description)}`] : []),
  ];
  return [
    `### ${plain(name)} {#${name}}`,
    facts.filter((fact) => fact !== '').join(' · '),
    paragraphs(description || (flatten(contract, held).description ?? '')),
    items.map((item) => `- ${item}`).join('\n'),
  ];
}

/** The sentence, or the part of one, that says what null means; unknown by the rule of the whole contract. @param {string} description */
function meaningOfNull(description) {
  const said = /(?:[Nn]ull (?:is|for|where|means) [^.;,]+)/.exec(description)?.[0];
  return said === undefined ? 'unknown, or there is none' : prose(said.replace(/^[Nn]ull (?:is )?/, ''));
}

/** Its unit, else its type, without listing many values. @param {Contract} contract @param {Schema} schema */
function kindOf(contract, schema) {
  const { enum: values = [] } = flatten(contract, schema);
  if (values.length > 3) return `one of ${values.length}`;
  return unitOf(contract, schema) || typeOf(contract, schema);
}

/** @param {Contract} contract @param {Map<string, Schema>} written */
function overview(contract, written) {
  const rows = propertiesOf(contract, 'Model').map(([name, schema]) => {
    const found = sourcesOf(name);
    const own = written.has(writtenAs[name] ?? name) ? 'yes' : 'no';
    return [`[\`${name}\`](#${name})`, kindOf(contract, schema), own, inheritance(found), otherwise(found)];
  });
  return table(['Field', 'Is', 'Settable', 'Inherited', 'Else'], rows);
}

/** @param {Contract} contract @param {{ schema: string, title: string }} part */
function partSection(contract, { schema, title }) {
  const rows = propertiesOf(contract, schema).map(([name, field]) => [
    `\`${name}\``,
    unitOf(contract, field) || typeOf(contract, field),
    prose(flatten(contract, field).description ?? ''),
  ]);
  return [
    `## ${plain(title)}`,
    prose(schemaNamed(contract, schema).description ?? ''),
    table(['Field', 'Is', 'Meaning'], rows),
  ];
}

/** @param {Contract} contract */
export function fieldsPage(contract) {
  const written = new Map(propertiesOf(contract, 'ModelReplacement'));
  const description =
    'Every field of a model: type, unit, limits, meaning, whether it is inherited, and what unknown means.';
  return {
    file: 'fields.md',
    text: page({ title: 'Model fields', description, outline: [2, 3] }, [
      '# Model fields',
      `What an answer says of a model. Every field is always there. \`null\` is unknown unless a field says otherwise, and is neither 0
nor no; \`0\` is free, or no. A model of your own answers what is set on it, else what its base answers, else the value in the last
column; [explainModel](/operations.html#explainModel) says which it was.`,
      '## All of them',
      overview(contract, written),
      '## One by one',
      ...propertiesOf(contract, 'Model').flatMap(([name, schema]) =>
        section(contract, name, schema, written),
      ),
      ...parts.flatMap((part) => partSection(contract, part)),
    ]),
  };
}
