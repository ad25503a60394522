import type { Dialect } from '../db/dialect.js';
import { inPhase, matching, type PlannedArm, type Stretch } from './arm-sql.js';
import type { Arm } from './arms.js';
import type { Condition } from './conditions.js';
import { predicate, served } from './predicates.js';
import { joined, raw, type Sql, sql } from './sql.js';

/** Counts rows of `m` up to a limit. */
function upTo(limit: number, where: Sql): Sql {
  return sql`(SELECT count(*) FROM (SELECT 1 FROM model AS m WHERE ${where} LIMIT ${limit}) AS counted)`;
}

/** One row with the columns `n0`, `n1`, … */
function oneRow(counts: readonly Sql[]): Sql {
  const named = counts.map((count, index) => sql`${count} AS ${raw(`n${index}`)}`);
  return sql`SELECT ${joined(named, ', ')}`;
}

/** How many rows match, an arm, counted up to a limit. */
export function countStatement(arms: readonly PlannedArm[], stretch: Stretch, limit: number): Sql {
  return oneRow(arms.map((arm) => upTo(limit, matching({ ...arm, plan: arm.allBy }, stretch))));
}

/** How many rows with a value of the sorted field match, an arm. */
export function knownStatement(arms: readonly PlannedArm[], stretch: Stretch): Sql {
  const known = arms.map((arm) => inPhase(arm, stretch, 'known') ?? raw('1 = 0'));
  return oneRow(known.map((where) => upTo(Number.MAX_SAFE_INTEGER, where)));
}

/** How many rows of each layer the index of each condition leads to, counted up to the layer's limit; arm by arm. */
export function hitsStatement(
  arms: readonly { arm: Arm; limit: number }[],
  conditions: readonly Condition[],
  dialect: Dialect,
): Sql {
  return oneRow(
    arms.flatMap(({ arm, limit }) =>
      conditions.map((condition) =>
        upTo(limit, sql`m.layer = ${arm.layer} AND ${predicate(condition, arm, dialect, served)}`),
      ),
    ),
  );
}
