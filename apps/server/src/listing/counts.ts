import type { Summary } from '@llm-registry/api-types';
import { createMemo } from './bounded-memo.js';
import { countStatement } from './count-sql.js';
import { type Reading, stretchOf } from './reading.js';
import { readCounts } from './store.js';

/** How many models match, own and shipped. With filters each is counted to one above the limit at most. */
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

const isFiltered = ({ list }: Reading): boolean => list.filters.conditions.length > 0;

function unfiltered({ kept, list }: Reading): Counts {
  const isListed = list.layers.catalogVisibility === 'listed';
  return { own: kept.own, shipped: isListed ? kept.shipped - kept.hidden : 0 };
}

async function counted(reading: Reading): Promise<Counts> {
  const { database, arms, limits } = reading;
  const statement = countStatement(arms, stretchOf(reading, null), limits.counted + 1);
  const [own = 0, shipped = 0] = await readCounts(database.read, statement);
  return { own, shipped };
}

/**
 * Makes the counter of lists. Without filters the counts are those that writes keep. With filters the matches are counted,
 * and the result is remembered for as long as the organization's revision stays.
 */
export function createCounter() {
  const memo = createMemo<Counts>(rememberedCounts);

  return async function countsOf(reading: Reading): Promise<Counts> {
    if (!isFiltered(reading)) return unfiltered(reading);
    const { organization, revision, shipped, catalogVisibility } = reading.list.layers;
    const key = JSON.stringify([organization, revision, shipped, catalogVisibility, reading.list.filterKey]);
    const known = memo.get(key);
    if (known) return known;
    const counts = await counted(reading);
    memo.set(key, counts);
    return counts;
  };
}

/** The count of a list. A filtered one stops at the limit and says so. */
export function totalOf(reading: Reading, { own, shipped }: Counts): Total {
  const count = own + shipped;
  const limit = isFiltered(reading) ? reading.limits.counted : count;
  return { count: Math.min(count, limit), isLowerBound: count > limit };
}

/** The summary of a list. A filtered count of either kind stops at the limit, and then the summary says so. */
export function summaryOf(reading: Reading, { own, shipped }: Counts): Summary {
  const limit = isFiltered(reading) ? reading.limits.counted : Number.POSITIVE_INFINITY;
  const global_count = Math.min(shipped, limit);
  const custom_count = Math.min(own, limit);
  const summary = { total_count: global_count + custom_count, global_count, custom_count };
  return { summary: Math.max(own, shipped) > limit ? { ...summary, count_is_lower_bound: true } : summary };
}
