import type { SortBy } from '@llm-registry/api-types';
import { errors } from '../errors.js';
import type { Condition } from './conditions.js';
import {
  type ColumnField,
  type FieldName,
  fieldNames,
  fields,
  isFieldName,
  isLayerField,
  type LayerConstant,
} from './fields.js';

/** What a client asked to sort by. */
export interface Sort {
  by: FieldName;
  descending: boolean;
}

/** How rows are put in order: by name, or by a key with the name behind it. Nulls come last, by name ascending. */
export type Order =
  | { by: 'name'; descending: boolean }
  | { by: 'constant'; constant: LayerConstant; descending: boolean }
  | { by: 'column'; field: ColumnField; descending: boolean };

/** The order of names, ascending. */
export const byName: Order = { by: 'name', descending: false };

/**
 * Reads `sort_by`: a field, with `-` in front to descend.
 * @throws invalid_request listing the fields there are
 */
export function parseSort(sortBy: SortBy | string = 'model_name'): Sort {
  const descending = sortBy.startsWith('-');
  const by = descending ? sortBy.slice(1) : sortBy;
  if (isFieldName(by)) return { by, descending };
  const detail = `is not a field to sort by; those are ${fieldNames.join(', ')}, each with "-" in front to descend`;
  throw errors.invalidField('/query/sort_by', detail);
}

function orderOf({ by, descending }: Sort): Order {
  const field = fields[by];
  if (isLayerField(field)) return { by: 'constant', constant: field.constant, descending };
  return field.column === 'name' ? { by: 'name', descending } : { by: 'column', field, descending };
}

const isOn = ({ field }: Condition, column: string): boolean =>
  !isLayerField(field) && field.column === column;

/** The conditions on the column that rows are sorted by. */
export function conditionsOnKey(order: Order, conditions: readonly Condition[]): readonly Condition[] {
  if (order.by === 'constant') return [];
  const key = order.by === 'name' ? 'name' : order.field.column;
  return conditions.filter((condition) => isOn(condition, key));
}

/**
 * The order of the rows that match. Where a filter leaves one value of the sorted field, that is the order of names, which
 * is read from the index of that value at any depth.
 */
export function effectiveOrder(sort: Sort, conditions: readonly Condition[]): Order {
  const order = orderOf(sort);
  if (order.by !== 'column') return order;
  for (const condition of conditionsOnKey(order, conditions)) {
    if (condition.kind === 'among' && condition.values.length === 1)
      return { by: 'name', descending: sort.descending };
    if (condition.kind === 'null' && condition.isNull) return { by: 'name', descending: false };
  }
  return order;
}

/** Whether rows without a value of the sorted field can match. */
export function mayBeNull(order: Order, conditions: readonly Condition[]): boolean {
  if (order.by !== 'column' || !order.field.nullable) return false;
  return conditionsOnKey(order, conditions).every((condition) => condition.kind === 'other_than');
}
