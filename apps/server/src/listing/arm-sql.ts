import type { Dialect } from '../db/dialect.js';
import type { Arm } from './arms.js';
import type { Condition } from './conditions.js';
import { isNumeric } from './fields.js';
import { conditionsOnKey, type Order } from './order.js';
import type { Plan } from './plan.js';
import type { Position } from './position.js';
import { columnOf, onlyChecked, predicate, type Served, served } from './predicates.js';
import { allOf, raw, type Sql, sql } from './sql.js';
import { textHits } from './text-hits.js';

/** An arm with how its matching rows are found. */
export interface PlannedArm {
  arm: Arm;
  plan: Plan;
  /** How all of its rows are found, in no order. */
  allBy: Plan;
}

/** A stretch of a list: what to read, from where, and which way. */
export interface Stretch {
  dialect: Dialect;
  order: Order;
  conditions: readonly Condition[];
  /** Where to begin, which is not part of the stretch; null at the end of the list. */
  from: Position | null;
  backward: boolean;
}

/** Rows with a value of the sorted field, or without, which come behind them. */
export type Phase = 'known' | 'unknown';

/** Whether names fall in a phase of a stretch, read in its direction. Rows without a value are by name, ascending. */
export function namesFall({ order, backward }: Stretch, phase: Phase): boolean {
  return phase === 'unknown' ? backward : order.descending !== backward;
}

/** Whether a plan goes by a condition. It may be remembered from a request whose conditions were others, on the same fields. */
const isDriver = ({ field, kind }: Condition, { driver }: Plan): boolean =>
  driver !== null && driver.field === field && driver.kind === kind;

/** Which ends of a condition an index may serve in this plan. At the end that the stretch begins at, its place does. */
function servedEnds(condition: Condition, stretch: Stretch, plan: Plan): Served {
  if (isDriver(condition, plan)) return served;
  const walksKey = plan.driver === null && plan.inOrder && condition.kind === 'range';
  if (!walksKey || !conditionsOnKey(stretch.order, stretch.conditions).includes(condition))
    return onlyChecked;
  if (stretch.from === null) return served;
  const falls = namesFall(stretch, 'known');
  return { lower: falls, upper: !falls };
}

/** What an arm's rows `m` are selected from: all models, or those that the index of texts leads to. */
export function modelsOf({ arm, plan: { driver } }: PlannedArm, { dialect }: Stretch): Sql {
  const hits = driver && textHits(driver, arm.layer, dialect);
  return hits?.models ?? raw('model AS m');
}

/** What the rows of a phase are selected from to be put in order, and the name to do that by. */
export function modelsByName(
  planned: PlannedArm,
  stretch: Stretch,
  phase: Phase,
): { models: Sql; name: Sql } {
  const { arm, plan } = planned;
  const { dialect, order } = stretch;
  const hits =
    order.by === 'column' || plan.driver === null ? null : textHits(plan.driver, arm.layer, dialect);
  const sorted = hits?.byName?.(namesFall(stretch, phase) ? 'DESC' : 'ASC');
  return sorted
    ? { models: sorted.models, name: raw(sorted.name) }
    : { models: modelsOf(planned, stretch), name: columnOf(dialect, 'name', plan.inOrder) };
}

/** The rows of an arm that match, wherever they are in the order. */
export function matching({ arm, plan }: PlannedArm, stretch: Stretch): Sql {
  const conditions = stretch.conditions.map((condition) =>
    predicate(condition, arm, stretch.dialect, servedEnds(condition, stretch, plan)),
  );
  return allOf([sql`m.layer = ${arm.layer}`, ...conditions, arm.visible]);
}

const comparison = (falls: boolean): Sql => raw(falls ? '<' : '>');

/** The rows behind a place among those with a value, in reading direction; null where an arm has none of them. */
function beyondKnown({ arm, plan }: PlannedArm, stretch: Stretch, { key, name }: Position): Sql | null {
  const { order, dialect } = stretch;
  const falls = namesFall(stretch, 'known');
  const names = columnOf(dialect, 'name', plan.inOrder);
  if (order.by === 'name') return sql`${names} ${comparison(falls)} ${name}`;
  if (order.by === 'constant') {
    const own = arm.constants[order.constant];
    if (own === key) return sql`${names} ${comparison(falls)} ${name}`;
    return own < String(key) === falls ? raw('1 = 1') : null;
  }
  const keys = columnOf(dialect, order.field.column, plan.inOrder);
  return sql`(${keys}, ${names}) ${comparison(falls)} (${key ?? ''}, ${name})`;
}

/**
 * Keeps a walk off the rows without a value. They are at the low end of the index, so a walk that begins above them and
 * rises needs nothing.
 */
function isKnown({ plan }: PlannedArm, stretch: Stretch): Sql {
  const { order, dialect, conditions, from } = stretch;
  if (order.by !== 'column' || !order.field.nullable) return raw('1 = 1');
  const key = columnOf(dialect, order.field.column, plan.inOrder);
  if (!plan.inOrder) return sql`${key} IS NOT NULL`;
  const begins = from !== null && from.key !== null && !namesFall(stretch, 'known');
  const bounded = conditionsOnKey(order, conditions).some(
    (each) => each.kind === 'range' && each.lower !== undefined,
  );
  if (begins || bounded) return raw('1 = 1');
  // Below every value that the column holds.
  return sql`${key} >= ${isNumeric(order.field) ? -1 : ''}`;
}

function known(planned: PlannedArm, stretch: Stretch): Sql | null {
  const { from, backward } = stretch;
  const isPast = from !== null && from.key === null;
  if (isPast && !backward) return null;
  const beyond = from === null || isPast ? raw('1 = 1') : beyondKnown(planned, stretch, from);
  return beyond && allOf([isKnown(planned, stretch), beyond]);
}

function unknown({ plan }: PlannedArm, stretch: Stretch): Sql | null {
  const { order, dialect, from, backward } = stretch;
  if (order.by !== 'column') return null;
  const isBefore = from !== null && from.key !== null;
  if (isBefore && backward) return null;
  const nulls = sql`${columnOf(dialect, order.field.column, plan.inOrder)} IS NULL`;
  if (from === null || isBefore) return nulls;
  const names = columnOf(dialect, 'name', plan.inOrder);
  return sql`${nulls} AND ${names} ${comparison(namesFall(stretch, 'unknown'))} ${from.name}`;
}

/** The rows of an arm that match and belong to a phase of the stretch; null where there are none. */
export function inPhase(planned: PlannedArm, stretch: Stretch, phase: Phase): Sql | null {
  const condition = phase === 'known' ? known(planned, stretch) : unknown(planned, stretch);
  return condition && allOf([matching(planned, stretch), condition]);
}

/** What rows are sorted by, as it is selected: their key in the order. */
export function keyOf({ arm }: PlannedArm, { order }: Stretch): Sql {
  if (order.by === 'name') return raw("''");
  return raw(order.by === 'constant' ? `'${arm.constants[order.constant]}'` : `m.${order.field.column}`);
}
