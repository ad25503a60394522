import type { Database } from '../db/connect.js';
import type { PlannedArm, Stretch } from './arm-sql.js';
import { armsOf } from './arms.js';
import type { CountsKept } from './kept-counts.js';
import type { ListingLimits } from './limits.js';
import type { List } from './list.js';
import { pageStatement } from './page-sql.js';
import type { PlanOf } from './planning.js';
import { inReadingOrder, type Position } from './position.js';
import { type KeptCounts, type ListedRow, readModels } from './store.js';

/** A list with how its rows are found: what its pages are read through. */
export interface Reading {
  database: Database;
  list: List;
  arms: readonly PlannedArm[];
  limits: ListingLimits;
  kept: KeptCounts;
}

/** What lists are opened with. */
export interface Opening {
  database: Database;
  limits: ListingLimits;
  countsKept: CountsKept;
  planOf: PlanOf;
}

/** Plans a list as its organization sees it. */
export async function openReading(
  { database, limits, countsKept, planOf }: Opening,
  list: List,
): Promise<Reading> {
  const kept = await countsKept(list.layers);
  const sized = armsOf(list.layers).map((arm) => ({
    arm,
    rows: arm.layer === list.layers.own ? kept.own : kept.shipped,
  }));
  return { database, list, limits, kept, arms: await planOf(list, sized) };
}

/** The part of a list from a place on, which is not part of it; from null, the whole list. */
export function stretchOf({ database, list }: Reading, from: Position | null, backward = false): Stretch {
  const { order, filters } = list;
  return { dialect: database.dialect, order, conditions: filters.conditions, from, backward };
}

/** The first rows of a stretch, in reading direction. */
export async function readStretch(reading: Reading, stretch: Stretch, limit: number): Promise<ListedRow[]> {
  const { database, list, arms } = reading;
  const statement = pageStatement(arms, list.layers, stretch, limit);
  if (statement === null) return [];
  const rows = await readModels(database.read, statement, stretch.conditions.length === 0);
  return rows.sort(inReadingOrder(list.order, stretch.backward));
}
