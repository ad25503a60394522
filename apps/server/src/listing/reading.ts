import type { Database } from '../db/connect.js';
import type { ShownProvider } from '../models/answer-row.js';
import type { PlannedArm, Stretch } from './arm-sql.js';
import { armsOf } from './arms.js';
import type { CountsKept } from './kept-counts.js';
import type { ListingLimits } from './limits.js';
import type { List } from './list.js';
import { pageStatement } from './page-sql.js';
import type { PlanOf } from './planning.js';
import { inReadingOrder, type Position } from './position.js';
import type { ProvidersOf } from './shown-providers.js';
import { type KeptCounts, type ModelsQuestion, readModels } from './store.js';

/** A list with how its rows are found: what its pages are read through. */
export interface Reading {
  database: Database;
  list: List;
  arms: readonly PlannedArm[];
  limits: ListingLimits;
  kept: KeptCounts;
  providersOf: ProvidersOf;
}

/** What lists are opened with. */
export interface Opening {
  database: Database;
  limits: ListingLimits;
  countsKept: CountsKept;
  planOf: PlanOf;
  providersOf: ProvidersOf;
}

/** Plans a list as its organization sees it. */
export async function openReading(
  { database, limits, countsKept, planOf, providersOf }: Opening,
  list: List,
): Promise<Reading> {
  const kept = await countsKept(list.layers);
  const sized = armsOf(list.layers).map((arm) => ({
    arm,
    rows: arm.layer === list.layers.own ? kept.own : kept.shipped,
  }));
  return { database, list, limits, kept, providersOf, arms: await planOf(list, sized) };
}

/** The part of a list from a place on, which is not part of it; from null, the whole list. */
export function stretchOf({ database, list }: Reading, from: Position | null, backward = false): Stretch {
  const { order, filters } = list;
  return { dialect: database.dialect, order, conditions: filters.conditions, from, backward };
}

/** A row of a list with the provider that it shows: the same object in all rows that show it. */
export interface ListedRow extends Position {
  answer: string;
  provider: ShownProvider;
}

/** How often models are read again because a provider of theirs may have changed before it was looked at. */
const mostReads = 5;

/**
 * The models that a statement finds, with their providers, in no order. Both are of one moment, unless the organization changes
 * faster than it can be read.
 */
export async function readShown(
  { database, list, providersOf }: Reading,
  question: ModelsQuestion,
): Promise<ListedRow[]> {
  for (let reads = 1; ; reads += 1) {
    const { models, revision } = await readModels(database.read, question);
    const ids = new Set(models.map(({ providerId }) => providerId).filter((id) => id !== null));
    const providers = ids.size === 0 ? null : await providersOf(list.layers, ids, revision);
    if (providers !== null && providers.revision !== revision && reads < mostReads) continue;
    return models.map(({ key, name, answer, providerId }) => {
      const provider = (providerId !== null && providers?.byId.get(providerId)) || null;
      return { key, name, answer, provider };
    });
  }
}

/** The first rows of a stretch, in reading direction. */
export async function readStretch(reading: Reading, stretch: Stretch, limit: number): Promise<ListedRow[]> {
  const { list, arms } = reading;
  const statement = pageStatement(arms, list.layers, stretch, limit);
  if (statement === null) return [];
  const isFixed = list.filters.conditions.length === 0;
  const rows = await readShown(reading, { statement, order: list.order, isFixed });
  return rows.sort(inReadingOrder(list.order, stretch.backward));
}
