import type { Dialect } from '../db/dialect.js';
import { inPhase, matching, modelsOf, type PlannedArm, type Stretch } from './arm-sql.js';
import type { Arm } from './arms.js';
import type { Condition } from './conditions.js';
import { predicate, served } from './predicates.js';
import { joined, raw, type Sql, sql } from './sql.js';
import { textHits } from './text-hits.js';

/** Counts the rows of a query up to a limit. */
function upTo(limit: number, rows: Sql): Sql {
  return sql`(SELECT count(*) FROM (${rows} LIMIT ${limit}) AS counted)`;
}

/** One row with the columns `n0`, `n1`, … */
function oneRow(counts: readonly Sql[]): Sql {
  const named = counts.map((count, index) => sql`${count} AS ${raw(`n${index}`)}`);
  return sql`SELECT ${joined(named, ', ')}`;
}

/** How many rows match, an arm, counted up to a limit. */
export function countStatement(arms: readonly PlannedArm[], stretch: Stretch, limit: number): Sql {
  const matches = arms.map((arm) => {
    const planned = { ...arm, plan: arm.allBy };
    return sql`SELECT 1 FROM ${modelsOf(planned, stretch)} WHERE ${matching(planned, stretch)}`;
  });
  return oneRow(matches.map((rows) => upTo(limit, rows)));
}

/** How many rows with a value of the sorted field match, an arm. */
export function knownStatement(arms: readonly PlannedArm[], stretch: Stretch): Sql {
  const known = arms.map((arm) => {
    const where = inPhase(arm, stretch, 'known') ?? raw('1 = 0');
    return sql`SELECT 1 FROM ${modelsOf(arm, stretch)} WHERE ${where}`;
  });
  return oneRow(known.map((rows) => upTo(Number.MAX_SAFE_INTEGER, rows)));
}

/** A row for each that the index of a condition leads to in the layer of an arm. */
function hitsOf(condition: Condition, arm: Arm, dialect: Dialect): Sql {
  const byText = textHits(condition, arm.layer, dialect);
  if (byText !== null) return byText.entries;
  const where = sql`m.layer = ${arm.layer} AND ${predicate(condition, arm, dialect, served)}`;
  return sql`SELECT 1 FROM model AS m WHERE ${where}`;
}

/** How many rows of each layer the index of each condition leads to, counted up to the layer's limit; arm by arm. */
export function hitsStatement(
  arms: readonly { arm: Arm; limit: number }[],
  conditions: readonly Condition[],
  dialect: Dialect,
): Sql {
  return oneRow(
    arms.flatMap(({ arm, limit }) =>
      conditions.map((condition) => upTo(limit, hitsOf(condition, arm, dialect))),
    ),
  );
}
