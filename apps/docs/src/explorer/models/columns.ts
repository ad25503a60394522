import type { Model } from '@llm-registry/client';
import { type ColumnDef, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/vue-table';
import type { SortColumn } from '../view/view-state.js';
import { compareDecimals, plainDecimal } from './decimal.js';
import { priceText, providerText, shortTokens, tokensText } from './display.js';
import type { FoundModel } from './find.js';

/** A column of the list. */
export interface Column {
  id: SortColumn;
  label: string;
  /** Of its numbers; empty where it has none. */
  unit: string;
  /** Text goes left and numbers right. */
  isNumber: boolean;
  /** What a cell shows. */
  text: (model: Model) => string;
  /** The whole of it, where a cell shortens. */
  fullText: (model: Model) => string;
  /** What it is sorted by; undefined where it is unknown, which comes last in both orders. */
  value: (model: Model) => string | number | undefined;
}

const alphabet = new Intl.Collator('en', { numeric: true });

type PriceField = 'input_cost' | 'cache_hit_input_cost' | 'output_cost';
type TokenField = 'max_context_window' | 'max_output_tokens';

function priceColumn(id: PriceField, label: string): Column {
  const text = (model: Model) => priceText(model[id]);
  const value = (model: Model) => (model[id] === null ? undefined : plainDecimal(model[id]));
  return { id, label, unit: 'USD / 1M tokens', isNumber: true, text, fullText: text, value };
}

function tokenColumn(id: TokenField, label: string): Column {
  return {
    id,
    label,
    unit: 'tokens',
    isNumber: true,
    text: (model) => shortTokens(model[id]),
    fullText: (model) => tokensText(model[id]),
    value: (model) => model[id] ?? undefined,
  };
}

function textColumn(id: SortColumn, label: string, text: (model: Model) => string): Column {
  return { id, label, unit: '', isNumber: false, text, fullText: text, value: text };
}

/** The columns of the list, from left to right. */
export const COLUMNS: readonly Column[] = [
  textColumn('model_name', 'Model', ({ model_name }) => model_name),
  { ...textColumn('provider', 'Provider', providerText), value: ({ provider }) => provider?.provider_name },
  textColumn('model_type', 'Type', ({ model_type }) => model_type),
  tokenColumn('max_context_window', 'Context'),
  tokenColumn('max_output_tokens', 'Max output'),
  priceColumn('input_cost', 'Input'),
  priceColumn('cache_hit_input_cost', 'Cached input'),
  priceColumn('output_cost', 'Output'),
];

/** What of the table library the list uses. */
export const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

type Compare = (a: string | number, b: string | number) => number;

function comparison({ isNumber, unit }: Column): Compare {
  if (!isNumber) return (a, b) => alphabet.compare(String(a), String(b));
  return unit === 'tokens'
    ? (a, b) => Number(a) - Number(b)
    : (a, b) => compareDecimals(String(a), String(b));
}

/** The same columns as the table library takes them. */
export const columnDefs: ColumnDef<typeof features, FoundModel>[] = COLUMNS.map((column) => {
  const compare = comparison(column);
  return {
    id: column.id,
    accessorFn: ({ model }: FoundModel) => column.value(model),
    sortUndefined: 'last',
    sortFn: (a, b) => compare(a.getValue<string | number>(column.id), b.getValue<string | number>(column.id)),
  };
});
