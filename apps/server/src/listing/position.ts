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
