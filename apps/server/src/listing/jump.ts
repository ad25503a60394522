import type { Knex } from 'knex';
import type { Phase, PlannedArm, Stretch } from './arm-sql.js';
import { knownStatement } from './count-sql.js';
import { mayBeNull } from './order.js';
import { placeStatement } from './place-sql.js';
import { type Position, positionOf } from './position.js';
import { readCounts, readPlace } from './store.js';

async function placeIn(
  queries: Knex,
  arms: readonly PlannedArm[],
  stretch: Stretch,
  phase: Phase,
  index: number,
): Promise<Position | undefined> {
  const statement = placeStatement(arms, stretch, phase, index);
  const row = statement ? await readPlace(queries, statement) : undefined;
  return row && positionOf(stretch.order, { key: row.sort_key, name: row.name });
}

/**
 * The place that a page begins behind when so many rows come before it; undefined where the list ends earlier. Reads past
 * those rows: the deeper, the slower.
 * @param skipped how many rows come before the page, at least 1
 */
export async function placeBehind(
  queries: Knex,
  arms: readonly PlannedArm[],
  stretch: Stretch,
  skipped: number,
): Promise<Position | undefined> {
  const place = await placeIn(queries, arms, stretch, 'known', skipped - 1);
  if (place || !mayBeNull(stretch.order, stretch.conditions)) return place;
  const known = (await readCounts(queries, knownStatement(arms, stretch))).reduce(
    (sum, count) => sum + count,
    0,
  );
  return placeIn(queries, arms, stretch, 'unknown', Math.max(0, skipped - known - 1));
}
