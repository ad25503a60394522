import type { Database } from '../db/connect.js';
import type { PlannedArm } from './arm-sql.js';
import type { Arm } from './arms.js';
import { createMemo } from './bounded-memo.js';
import { hitsStatement } from './count-sql.js';
import type { ListingLimits } from './limits.js';
import type { List } from './list.js';
import { candidates, needsProbe, planFor, planForAll } from './plan.js';
import { readCounts } from './store.js';
import { isLookedUp } from './text-hits.js';

const rememberedPlans = 1_000;

/** An arm with how many rows its layer has. */
export interface SizedArm {
  arm: Arm;
  rows: number;
}

/** Chooses, arm by arm, how the list's rows are found; asks the indexes first where that depends on the data. */
async function planArms(
  { read, dialect }: Database,
  { order, filters }: List,
  arms: readonly SizedArm[],
  limits: ListingLimits,
): Promise<PlannedArm[]> {
  const found = candidates(order, filters.conditions, (condition) => isLookedUp(condition, dialect));
  if (!needsProbe(order, found)) {
    const plan = planFor(order, found, [], 0);
    return arms.map(({ arm }) => ({ arm, plan, allBy: planForAll(found, []) ?? plan }));
  }
  const probed = arms.map(({ arm, rows }) => ({ arm, limit: limits.hits(rows) }));
  const hits = await readCounts(read, hitsStatement(probed, found, dialect));
  return probed.map(({ arm, limit }, index) => {
    const ofArm = hits.slice(index * found.length, (index + 1) * found.length);
    const plan = planFor(order, found, ofArm, limit);
    return { arm, plan, allBy: planForAll(found, ofArm) ?? plan };
  });
}

/**
 * Makes the planner of lists. What the indexes said is remembered for as long as the organization's revision stays, for the
 * pages of a list that follow.
 */
export function createPlanner(database: Database, limits: ListingLimits) {
  const memo = createMemo<PlannedArm[]>(rememberedPlans);

  return async function planOf(list: List, arms: readonly SizedArm[]): Promise<PlannedArm[]> {
    const { organization, revision, shipped, catalogVisibility } = list.layers;
    const key = JSON.stringify([organization, revision, shipped, catalogVisibility, list.key]);
    const plans = memo.get(key) ?? (await planArms(database, list, arms, limits));
    memo.set(key, plans);
    return plans;
  };
}

export type PlanOf = ReturnType<typeof createPlanner>;
