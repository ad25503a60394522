import type {
  FilterCondition,
  FilterOperator,
  Filters,
  Flag,
  ModelType,
  SortBy,
} from '@llm-registry/api-types';
import fc from 'fast-check';
import type { Stock } from '../../test/support/listings.js';
import { builtInModel, type ModelFacts, ownModel } from '../../test/support/model-rows.js';
import { type FieldName, type FieldType, fieldNames, fields, isFieldName } from './fields.js';

/** Few values, so that models share them and filters hit them; some sort differently by code point than by UTF-16 unit. */
const texts = [
  ...['a', 'A', 'ab', 'a%', 'a_b', 'b', 'é', 'É', 'ΑΣ', 'ας', 'a\\', "a'b"],
  // Longer ones; lower case is another length, or a letter of ASCII, or none.
  ...[
    'İstanbul',
    'Straße',
    'GPT-4o Mini',
    'gpt-4o mini',
    '273 \u212aelvin',
    'say "hi" 100%_',
    '\u{1f600}\u{1f601}\u{1f602}',
  ],
  ...['\ud7ff', '\ue000', '\uff5e', '\u{1f600}', '\u{1f600}a', '\u{10ffff}', '\u{10ffff}\u{10ffff}'],
];
const parts = [
  'stan',
  'STANB',
  'i\u0307st',
  'ist',
  'aße',
  'ASSE',
  'PT-4O',
  'gpt-4',
  'Mini',
  'kel',
  '\u212ael',
  '"hi"',
  '" OR "',
];
const endingsOf = (whole: string): string[] => {
  const points = Array.from(whole);
  return points.map((_, index) => points.slice(index).join(''));
};
const types: readonly ModelType[] = ['chat', 'embedding', 'image'];
const times = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-11-23T09:00:00.000Z'];
const windows = [1, 2, 128_000, Number.MAX_SAFE_INTEGER];

const text = fc.constantFrom(...texts);
const name = fc.oneof(
  text,
  fc.tuple(text, text).map((parts) => parts.join('/')),
);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });
const cost = orNull(fc.constantFrom(0, 1e-12, 0.1, 0.15, 0.3, 3, 620.57, 1e9));
const window = orNull(fc.constantFrom(...windows));
const flag: fc.Arbitrary<Flag> = fc.constantFrom(0, 1, null);
const time = orNull(fc.constantFrom(...times));

const facts: fc.Arbitrary<ModelFacts> = fc.record({
  model_name: name,
  display_name: text,
  base_model_name: orNull(name),
  upstream_model: orNull(text),
  is_called_by_custom_name: fc.boolean(),
  input_cost: cost,
  output_cost: cost,
  cache_hit_input_cost: cost,
  cache_creation_input_cost: cost,
  max_context_window: window,
  max_output_tokens: window,
  streaming_support: flag,
  function_call: flag,
  image_support: flag,
  model_type: fc.constantFrom(...types),
  created_at: time,
  updated_at: time,
  provider_id: orNull(fc.constantFrom('openai', 'OpenAI', 'acme-azure')),
});

const someFacts = fc.uniqueArray(facts, { selector: (model) => model.model_name, maxLength: 12 });

/** A small registry. Names are few, so that own models shadow shipped ones. */
export const stock: fc.Arbitrary<Stock> = fc
  .record({ own: someFacts, shipped: someFacts, retired: someFacts })
  .map(({ own, shipped, retired }) => ({
    own: own.map(ownModel),
    shipped: shipped.map(builtInModel),
    retired: retired
      .filter(({ model_name }) => shipped.every((model) => model.model_name !== model_name))
      .map(builtInModel),
  }));

export const sortBy: fc.Arbitrary<SortBy> = fc
  .tuple(fc.constantFrom(...fieldNames.filter(isFieldName)), fc.boolean())
  .map(([field, descending]): SortBy => (descending ? `-${field}` : field));

const valuesOf: Record<FieldType, fc.Arbitrary<string | number | boolean>> = {
  text: fc.oneof(
    name,
    fc.constantFrom('', 'OPENAI', 'acme', '%', '_', '/', ...parts),
    name.chain((whole) => fc.constantFrom(...endingsOf(whole))),
  ),
  enum: fc.constantFrom('chat', 'Chat', 'EMBEDDING', 'custom', 'built_in', 'db', 'Hardcoded', 'h', 'no such'),
  cost: fc.constantFrom(
    -1,
    0,
    -0,
    1e-13,
    1e-12,
    1.5e-12,
    0.1,
    0.15,
    0.2,
    0.30000000000000004,
    3,
    1e9,
    2e9,
    1e12,
    5e-324,
  ),
  window: fc.constantFrom(
    -5,
    0,
    0.5,
    1,
    1.5,
    2,
    127_999.5,
    128_000,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    1e300,
    -1e300,
  ),
  flag: fc.constantFrom(0, 1),
  boolean: fc.boolean(),
  date: fc.constantFrom(
    ...times,
    '2026-01-01T01:00:00+01:00',
    '2025-12-31T23:59:59.999Z',
    '2026-06-01t00:00:00z',
  ),
};

const equality: readonly FilterOperator[] = ['', 'in', 'isnull', 'not'];
const ordering: readonly FilterOperator[] = [...equality, 'lt', 'lte', 'gt', 'gte'];
const anyText: readonly FilterOperator[] = [
  ...ordering,
  'iexact',
  'contains',
  'icontains',
  'startswith',
  'endswith',
];
const operatorsOf: Record<FieldType, readonly FilterOperator[]> = {
  text: anyText,
  enum: anyText,
  cost: ordering,
  window: ordering,
  date: ordering,
  flag: equality,
  boolean: equality,
};

function condition(field: FieldName): fc.Arbitrary<[string, FilterCondition]> {
  const { type } = fields[field];
  return fc.constantFrom(...operatorsOf[type]).chain((operator) => {
    const one = operator === 'isnull' ? fc.boolean() : valuesOf[type];
    const value = fc.array(one, { minLength: 1, maxLength: operator === 'in' ? 4 : 1 });
    return value.map((values): [string, FilterCondition] => [field, { operator, value: values }]);
  });
}

/** One to three conditions. */
export const filters: fc.Arbitrary<Filters> = fc
  .uniqueArray(fc.constantFrom(...fieldNames.filter(isFieldName)), { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map(condition)))
  .map((conditions) => Object.fromEntries(conditions));

/** Filters and a sort, half the time of one of the filtered fields. */
export const query: fc.Arbitrary<[Filters, SortBy]> = fc
  .tuple(filters, sortBy, fc.boolean())
  .map(([given, sort, related]): [Filters, SortBy] => {
    const field = Object.keys(given).find(isFieldName);
    if (!related || field === undefined) return [given, sort];
    return [given, sort.startsWith('-') ? `-${field}` : field];
  });
