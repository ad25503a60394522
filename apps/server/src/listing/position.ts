import { compareCodePoints } from '../answers/code-points.js';
import { isNumeric } from './fields.js';
import type { Order } from './order.js';
import type { ColumnValue } from './points.js';

/** A place in a list: its key in the order (null where the value is unknown, empty where rows go by name) and its name. */
export interface Position {
  key: ColumnValue | null;
  name: string;
}

/** The place of a row. Engines may answer large whole numbers as text. */
export function positionOf(order: Order, row: Position): Position {
  const { key, name } = row;
  const isNumber = order.by === 'column' && isNumeric(order.field) && key !== null;
  return { key: isNumber ? Number(key) : key, name };
}

function compareKeys(one: ColumnValue, other: ColumnValue): number {
  return typeof one === 'number' ? one - Number(other) : compareCodePoints(one, String(other));
}

/** Rows with a value by key and name, the others behind them by name. */
function compareInList({ descending }: Order, one: Position, other: Position): number {
  const names = compareCodePoints(one.name, other.name);
  if (one.key === null || other.key === null)
    return one.key === other.key ? names : Number(one.key === null) - Number(other.key === null);
  const rising = compareKeys(one.key, other.key) || names;
  return descending ? -rising : rising;
}

/** Compares places of a list in the direction that it is read in. */
export function inReadingOrder(order: Order, backward: boolean): (one: Position, other: Position) => number {
  return (one, other) => (backward ? -1 : 1) * compareInList(order, one, other);
}
