import type { Summary } from '@llm-registry/api-types';
import type { Database } from '../db/connect.js';
import type { PlannedArm, Stretch } from './arm-sql.js';
import { createMemo } from './bounded-memo.js';
import { countStatement } from './count-sql.js';
import type { List } from './list.js';
import { readCounts, readKeptCounts } from './store.js';

/** Up to how many matches are counted. */
export const countLimit = 10_000;

/** How many models match, own and shipped; each is counted to one above the limit at most. */
export interface Counts {
  own: number;
  shipped: number;
}

/** How many models a list has, as it is answered. */
export interface Total {
  count: number;
  isLowerBound: boolean;
}

const rememberedCounts = 1_000;

/**
 * Makes the counter of lists. Without filters the counts are those that writes keep. With filters the matches are counted,
 * and the result is kept for as long as the organization's revision stays.
 */
export function createCounter({ read }: Database) {
  const memo = createMemo<Counts>(rememberedCounts);

  async function kept({ layers }: List): Promise<Counts> {
    const { own, shipped, hidden } = await readKeptCounts(read, layers.organization, layers.shipped);
    return { own, shipped: shipped - hidden };
  }

  async function counted(arms: readonly PlannedArm[], stretch: Stretch): Promise<Counts> {
    const [own = 0, shipped = 0] = await readCounts(read, countStatement(arms, stretch, countLimit + 1));
    return { own, shipped };
  }

  return async function countsOf(list: List, arms: readonly PlannedArm[], stretch: Stretch): Promise<Counts> {
    const { organization, revision, shipped } = list.layers;
    const key = JSON.stringify([organization, revision, shipped, list.filterKey]);
    const known = memo.get(key);
    if (known) return known;
    const counts = list.filters.conditions.length === 0 ? await kept(list) : await counted(arms, stretch);
    memo.set(key, counts);
    return counts;
  };
}

/** The count of a list. A filtered one stops at the limit and says so. */
export function totalOf(list: List, { own, shipped }: Counts): Total {
  const count = own + shipped;
  const isLowerBound = list.filters.conditions.length > 0 && count > countLimit;
  return { count: isLowerBound ? countLimit : count, isLowerBound };
}

/** The summary of a list. A filtered count of either kind stops at the limit, and then the summary says so. */
export function summaryOf(list: List, counts: Counts): Summary {
  const isFiltered = list.filters.conditions.length > 0;
  const isLowerBound = isFiltered && Math.max(counts.own, counts.shipped) > countLimit;
  const shown = (count: number) => (isFiltered ? Math.min(count, countLimit) : count);
  const global_count = shown(counts.shipped);
  const custom_count = shown(counts.own);
  const summary = { total_count: global_count + custom_count, global_count, custom_count };
  return { summary: isLowerBound ? { ...summary, count_is_lower_bound: true } : summary };
}
