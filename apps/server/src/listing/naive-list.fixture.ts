import type { FilterCondition, FilterOperator, Filters, SortBy } from '@llm-registry/api-types';
import type { Stock } from '../../test/support/listings.js';
import type { ListedModel } from '../../test/support/model-rows.js';

/** Lists as one would write them over an array: what the property tests compare the database with. */

type Value = string | number | boolean;

/** By code point; JavaScript compares UTF-16 units. */
function compareText(one: string, other: string): number {
  const ours = Array.from(one, (character) => character.codePointAt(0) ?? 0);
  const theirs = Array.from(other, (character) => character.codePointAt(0) ?? 0);
  const differs = ours.findIndex((point, index) => point !== theirs[index]);
  if (differs === -1) return ours.length - theirs.length;
  return (ours[differs] ?? 0) - (theirs[differs] ?? -1);
}

function compare(one: Value, other: Value): number {
  return typeof one === 'string' ? compareText(one, String(other)) : Number(one) - Number(other);
}

const ofProvider = ['provider_id', 'provider.provider_id'];
const enums = ['model_type', 'affiliation_category', 'source'];
const dates = ['created_at', 'updated_at'];

function fieldOf(model: ListedModel, field: string): Value | null {
  // The fields of filters and sorts are scalars of the model.
  const value = model[(ofProvider.includes(field) ? 'provider_id' : field) as keyof ListedModel];
  return value as Value | null;
}

/** A filter's value in the form that the field's own values have. */
function given(field: string, value: Value): Value {
  if (enums.includes(field)) return String(value).toLowerCase();
  return dates.includes(field) ? new Date(String(value)).toISOString() : value;
}

const fold = (value: Value) => String(value).toLowerCase();

const tests: Record<
  Exclude<FilterOperator, 'isnull' | 'in' | 'not'>,
  (own: Value, value: Value) => boolean
> = {
  '': (own, value) => own === value,
  iexact: (own, value) => fold(own) === fold(value),
  lt: (own, value) => compare(own, value) < 0,
  lte: (own, value) => compare(own, value) <= 0,
  gt: (own, value) => compare(own, value) > 0,
  gte: (own, value) => compare(own, value) >= 0,
  contains: (own, value) => String(own).includes(String(value)),
  icontains: (own, value) => fold(own).includes(fold(value)),
  startswith: (own, value) => String(own).startsWith(String(value)),
  endswith: (own, value) => String(own).endsWith(String(value)),
};

function matches(model: ListedModel, field: string, { operator = '', value }: FilterCondition): boolean {
  const own = fieldOf(model, field);
  if (operator === 'isnull') return (own === null) === value[0];
  const values = value.map((each) => given(field, each));
  if (operator === 'not') return own !== values[0];
  if (own === null) return false;
  if (operator === 'in') return values.includes(own);
  return values.some((each) => tests[operator](own, each));
}

function compareModels(one: ListedModel, other: ListedModel, by: string, descending: boolean): number {
  const names = compareText(one.model_name, other.model_name);
  const [ours, theirs] = [fieldOf(one, by), fieldOf(other, by)];
  if (ours === null && theirs === null) return names;
  if (ours === null || theirs === null) return ours === null ? 1 : -1;
  return (descending ? -1 : 1) * (compare(ours, theirs) || names);
}

/** The models of an organization that match, in order. */
export function naiveList(
  { own = [], shipped = [] }: Stock,
  sortBy: SortBy,
  filters: Filters = {},
): ListedModel[] {
  const names = new Set(own.map((model) => model.model_name));
  const seen = [...own, ...shipped.filter((model) => !names.has(model.model_name))];
  const found = seen.filter((model) =>
    Object.entries(filters).every(([field, condition]) => matches(model, field, condition)),
  );
  const descending = sortBy.startsWith('-');
  const by = descending ? sortBy.slice(1) : sortBy;
  return found.sort((one, other) => compareModels(one, other, by, descending));
}
