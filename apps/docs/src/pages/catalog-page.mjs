// What ships: how many models of whom, from where, of which day, and what is not known of them.
import { page, plain, table } from './markdown.mjs';

/** @import { ShippedCatalog, ShippedModel } from '@llm-registry/catalog' */

/** @param {ShippedModel} model */
const isPriced = (model) => model.input_cost !== null || model.output_cost !== null;

/** @param {ShippedModel} model */
const isFree = (model) => model.input_cost === 0 && (model.output_cost ?? 0) === 0;

/** What can be unknown of a model, each with the test that says so. */
const gaps = [
  { label: 'input price', missing: (/** @type {ShippedModel} */ model) => model.input_cost === null },
  {
    label: 'context window',
    missing: (/** @type {ShippedModel} */ model) => model.max_context_window === null,
  },
  {
    label: 'longest output',
    missing: (/** @type {ShippedModel} */ model) => model.max_output_tokens === null,
  },
  {
    label: 'tool calls (chat models)',
    missing: (/** @type {ShippedModel} */ model) =>
      model.model_type === 'chat' && model.function_call === null,
  },
];

/**
 * How many there are of each key, the most first.
 * @param {string[]} keys
 */
function counted(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** @param {ShippedCatalog} catalog */
function providerTable({ providers, models }) {
  const names = new Map(providers.map(({ provider_id, provider_name }) => [provider_id, provider_name]));
  const rows = counted(models.map((model) => model.provider_id)).map(([id, count]) => {
    const own = models.filter((model) => model.provider_id === id);
    const priced = own.filter(isPriced);
    const free = priced.filter(isFree).length;
    return [
      plain(names.get(id) ?? id),
      `\`${id}\``,
      count,
      priced.length - free,
      free,
      count - priced.length,
    ];
  });
  return table(['Provider', 'provider_id', 'Models', 'With a price', 'Free', 'Price unknown'], rows);
}

/** @param {ShippedModel[]} models */
function sourceTable(models) {
  const rows = counted(
    models.map(({ provenance }) => `${provenance.source}\n${provenance.version}\n${provenance.as_of}`),
  );
  return table(
    ['Source', 'Version', 'As of', 'Models'],
    rows.map(([key, count]) => [...key.split('\n').map(plain), count]),
  );
}

/**
 * The page about the shipped catalog.
 * @param {ShippedCatalog} catalog
 */
export function catalogPage(catalog) {
  const { models, providers, version, as_of: asOf } = catalog;
  const unknown = gaps.map(({ label, missing }) => [label, models.filter(missing).length]);
  const types = counted(models.map((model) => model.model_type));
  const description = `${models.length} models of ${providers.length} providers ship with the registry.`;
  return {
    file: 'catalog.md',
    text: page({ title: 'The shipped catalog', description }, [
      '# The shipped catalog',
      `${models.length} models of ${providers.length} providers, version ${plain(version)}, with facts of ${plain(asOf)}.
Unknown stays unknown: a price that no source states is \`null\`, never 0. Every answer says in \`provenance\` where its
facts come from.`,
      '## By provider',
      providerTable(catalog),
      '## By type',
      table(['model_type', 'Models'], types),
      '## By source',
      sourceTable(models),
      '## What is not known',
      'Of how many models no source says it. Set it on a model of your own that inherits the rest.',
      table(['Unknown', 'Models'], unknown),
    ]),
  };
}
