import type { Database } from '../db/connect.js';
import type { PlannedArm } from './arm-sql.js';
import type { Arm } from './arms.js';
import { hitsStatement } from './count-sql.js';
import type { List } from './list.js';
import { candidates, needsProbe, planFor } from './plan.js';
import { readCounts } from './store.js';

/**
 * Chooses, arm by arm, how the list's rows are found; asks the indexes first where that depends on the data.
 * @param limit from how many hits of an index on a walk in sort order is cheaper
 */
export async function planArms(
  { read, dialect }: Database,
  { order, filters }: List,
  arms: readonly Arm[],
  limit: number,
): Promise<PlannedArm[]> {
  const found = candidates(order, filters.conditions);
  if (!needsProbe(order, found)) {
    const plan = planFor(order, found, [], limit);
    return arms.map((arm) => ({ arm, plan }));
  }
  const hits = await readCounts(read, hitsStatement(arms, found, dialect, limit));
  return arms.map((arm, index) => {
    const ofArm = hits.slice(index * found.length, (index + 1) * found.length);
    return { arm, plan: planFor(order, found, ofArm, limit) };
  });
}
