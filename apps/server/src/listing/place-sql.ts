import { inPhase, keyOf, modelsOf, type Phase, type PlannedArm, type Stretch } from './arm-sql.js';
import { orderIn } from './page-sql.js';
import { joined, type Sql, sql } from './sql.js';

function placesIn(arms: readonly PlannedArm[], stretch: Stretch, phase: Phase): Sql | null {
  const found: Sql[] = [];
  for (const arm of arms) {
    const where = inPhase(arm, stretch, phase);
    if (where === null) continue;
    const models = modelsOf(arm, stretch);
    found.push(sql`SELECT m.name AS name, ${keyOf(arm, stretch)} AS sort_key FROM ${models} WHERE ${where}`);
  }
  return found.length === 0 ? null : joined(found, ' UNION ALL ');
}

/** The place of the row at an index (from 0) of a phase. Its cost grows with the index. */
export function placeStatement(
  arms: readonly PlannedArm[],
  stretch: Stretch,
  phase: Phase,
  index: number,
): Sql | null {
  const places = placesIn(arms, stretch, phase);
  // The engine merges arms that are in order already, and reads no further than the index.
  return places && sql`${places} ORDER BY ${orderIn(phase, stretch)} LIMIT 1 OFFSET ${index}`;
}

/** The names of a phase's rows in order, all of them. */
export function namesStatement(arms: readonly PlannedArm[], stretch: Stretch, phase: Phase): Sql | null {
  const places = placesIn(arms, stretch, phase);
  return places && sql`${places} ORDER BY ${orderIn(phase, stretch)} LIMIT ${Number.MAX_SAFE_INTEGER}`;
}
