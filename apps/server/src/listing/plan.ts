import type { Condition } from './conditions.js';
import { type ColumnField, isLayerField } from './fields.js';
import { conditionsOnKey, type Order } from './order.js';

/** How the rows of an arm are found. */
export interface Plan {
  /** The condition whose index leads to the rows; null walks them in sort order and checks each. */
  driver: Condition | null;
  /** Whether rows come in sort order that way, or are sorted once they are found. */
  inOrder: boolean;
}

function indexOf({ field }: Condition): ColumnField['index'] {
  return isLayerField(field) ? null : field.index;
}

function isOneValue(condition: Condition): boolean {
  return condition.kind === 'among' ? condition.values.length === 1 : condition.kind === 'null';
}

function isSelective(condition: Condition): boolean {
  return (
    condition.kind === 'among' ||
    condition.kind === 'range' ||
    (condition.kind === 'null' && condition.isNull)
  );
}

/** Whether an index can be walked in this order. */
export function isIndexed(order: Order): boolean {
  return order.by !== 'column' || order.field.index === 'with_name';
}

/**
 * The conditions whose index may lead to few rows. A range of the sorted field needs none: the walk keeps to it.
 * @param isLookedUp whether the index of texts serves a condition
 */
export function candidates(
  order: Order,
  conditions: readonly Condition[],
  isLookedUp: (condition: Condition) => boolean,
): readonly Condition[] {
  const walked = isIndexed(order)
    ? conditionsOnKey(order, conditions).filter(({ kind }) => kind === 'range')
    : [];
  return conditions.filter(
    (condition) =>
      isLookedUp(condition) ||
      (indexOf(condition) !== null && isSelective(condition) && !walked.includes(condition)),
  );
}

/** Whether the rows of one value come by name from its index, however many there are. */
function comesInOrder(order: Order, condition: Condition): boolean {
  return order.by !== 'column' && isOneValue(condition) && indexOf(condition) === 'with_name';
}

/** Whether the hits of the candidates have to be known before planning. */
export function needsProbe(order: Order, found: readonly Condition[]): boolean {
  const [only] = found;
  if (only === undefined) return false;
  return found.length > 1 || !comesInOrder(order, only);
}

/** The candidate that leads to the fewest rows, as far as they were counted; the first where nobody asked. */
function fewestHits(found: readonly Condition[], hits: readonly number[]): Condition | null {
  return found[Math.max(0, hits.indexOf(Math.min(...hits)))] ?? null;
}

/** Finds all rows of an arm, in no order: by the candidate that leads to the fewest. */
export function planForAll(found: readonly Condition[], hits: readonly number[]): Plan | null {
  const driver = fewestHits(found, hits);
  return driver && { driver, inOrder: false };
}

/**
 * Chooses how to find the rows of an arm.
 * @param hits how many rows each candidate leads to, counted up to the limit; empty where nobody asked
 * @param limit from how many on it is cheaper to walk in sort order, where every so-many-th row matches
 */
export function planFor(
  order: Order,
  found: readonly Condition[],
  hits: readonly number[],
  limit: number,
): Plan {
  const drive = (driver: Condition): Plan => ({ driver, inOrder: comesInOrder(order, driver) });
  const fewest = fewestHits(found, hits);
  if (fewest !== null && hits.length > 0 && (Math.min(...hits) < limit || !isIndexed(order)))
    return drive(fewest);
  const ordered = found.find((condition) => comesInOrder(order, condition));
  return ordered === undefined ? { driver: null, inOrder: isIndexed(order) } : drive(ordered);
}
