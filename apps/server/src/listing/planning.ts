import type { Database } from '../db/connect.js';
import type { PlannedArm } from './arm-sql.js';
import type { Arm } from './arms.js';
import { hitsStatement } from './count-sql.js';
import type { List } from './list.js';
import { candidates, needsProbe, planFor } from './plan.js';
import { readCounts } from './store.js';

/**
 * From how many hits on a walk in sort order is cheaper than sorting what an index leads to: with 100,000 rows and as many
 * hits, both look at about that many rows for a page of 50.
 */
const hitLimit = 2_000;

/** Chooses, arm by arm, how the list's rows are found; asks the indexes first where that depends on the data. */
export async function planArms(
  { read, dialect }: Database,
  list: List,
  arms: readonly Arm[],
): Promise<PlannedArm[]> {
  const { order, filters } = list;
  const found = candidates(order, filters.conditions);
  if (!needsProbe(order, found)) {
    const plan =
      found.length === 0 ? planFor(order, [], [], hitLimit) : planFor(order, found, [hitLimit], hitLimit);
    return arms.map((arm) => ({ arm, plan }));
  }
  const hits = await readCounts(read, hitsStatement(arms, found, dialect, hitLimit));
  return arms.map((arm, index) => {
    const ofArm = hits.slice(index * found.length, (index + 1) * found.length);
    return { arm, plan: planFor(order, found, ofArm, hitLimit) };
  });
}
