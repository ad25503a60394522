import type { SortBy } from '@llm-registry/api-types';
import type { ModelRow } from '../db/rows.js';

/** A field that lists sort and filter by, as clients spell it. */
export type FieldName = Exclude<SortBy, `-${string}`>;

/** Which filter values a field takes, which operators, and how it compares. */
export type FieldType = 'text' | 'enum' | 'cost' | 'window' | 'flag' | 'boolean' | 'date';

/** What every model of a layer answers alike. */
export type LayerConstant = 'affiliation_category' | 'source';

/** A field with a column of its own. */
export interface ColumnField {
  type: FieldType;
  column: keyof ModelRow;
  /** The column that holds it folded to lower case. */
  fold: keyof ModelRow;
  nullable: boolean;
  /** The index of (layer, column): with the name behind it, so that ties come sorted; alone; or none. */
  index: 'with_name' | 'alone' | null;
}

/** A field that is the same for every model of a layer. */
export interface LayerField {
  type: 'enum';
  constant: LayerConstant;
}

export type Field = ColumnField | LayerField;

type Index = ColumnField['index'];

const text = (
  column: keyof ModelRow,
  fold: keyof ModelRow,
  nullable: boolean,
  index: Index,
): ColumnField => ({
  type: 'text',
  column,
  fold,
  nullable,
  index,
});

const value = (type: FieldType, column: keyof ModelRow, index: Index, nullable = true): ColumnField => ({
  type,
  column,
  fold: column,
  nullable,
  index,
});

const name = text('name', 'name_fold', false, 'with_name');
const provider = text('provider_id', 'provider_fold', true, 'with_name');

/** Every field of the contract's `SortBy`; filters take the same ones. */
export const fields: Readonly<Record<FieldName, Field>> = {
  model_name: name,
  id: name,
  display_name: text('display_name', 'display_fold', false, 'with_name'),
  base_model_name: text('base_name', 'base_fold', true, 'alone'),
  upstream_model: text('upstream_model', 'upstream_fold', true, null),
  affiliation_category: { type: 'enum', constant: 'affiliation_category' },
  is_called_by_custom_name: value('boolean', 'is_called_by_custom_name', null, false),
  input_cost: value('cost', 'input_cost', 'with_name'),
  output_cost: value('cost', 'output_cost', 'with_name'),
  cache_hit_input_cost: value('cost', 'cache_hit_input_cost', null),
  cache_creation_input_cost: value('cost', 'cache_creation_input_cost', null),
  max_context_window: value('window', 'max_context_window', 'with_name'),
  max_output_tokens: value('window', 'max_output_tokens', null),
  streaming_support: value('flag', 'streaming_support', null),
  function_call: value('flag', 'function_call', null),
  image_support: value('flag', 'image_support', null),
  source: { type: 'enum', constant: 'source' },
  model_type: value('enum', 'model_type', null, false),
  created_at: value('date', 'created_at', null),
  updated_at: value('date', 'updated_at', 'with_name'),
  provider_id: provider,
  'provider.provider_id': provider,
};

export const fieldNames: readonly string[] = Object.keys(fields);

/** The field of a name that may be anything, `__proto__` included; undefined where there is none. */
export function fieldNamed(name: string): Field | undefined {
  return isFieldName(name) ? fields[name] : undefined;
}

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

export const isLayerField = (field: Field): field is LayerField => 'constant' in field;

/** Whether the column holds whole numbers; all others hold text. */
export function isNumeric({ type }: Field): boolean {
  return type === 'window' || type === 'flag' || type === 'boolean';
}
