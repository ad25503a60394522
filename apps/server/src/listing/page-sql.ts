import {
  inPhase,
  keyOf,
  modelsByName,
  namesFall,
  type Phase,
  type PlannedArm,
  type Stretch,
} from './arm-sql.js';
import type { Arm, ListLayers } from './arms.js';
import { mayBeNull } from './order.js';
import { columnOf } from './predicates.js';
import { joined, raw, type Sql, sql } from './sql.js';

const way = (falls: boolean): string => (falls ? 'DESC' : 'ASC');

/** The phases that a stretch goes through, in reading direction. */
export function phasesOf({ order, conditions, backward }: Stretch): readonly Phase[] {
  if (!mayBeNull(order, conditions)) return ['known'];
  return backward ? ['unknown', 'known'] : ['known', 'unknown'];
}

/** How the rows of one phase are put in order, by the expressions of their key and their name. */
export function orderIn(phase: Phase, stretch: Stretch, key: string, name: string): Sql {
  const names = `${name} ${way(namesFall(stretch, phase))}`;
  const isKeyed = phase === 'known' && stretch.order.by !== 'name';
  return raw(isKeyed ? `${key} ${way(namesFall(stretch, phase))}, ${names}` : names);
}

/** One arm's rows of a phase: the first `limit` of them, by the index that the plan chose. */
function armRows(planned: PlannedArm, stretch: Stretch, phase: Phase, limit: Sql): Sql | null {
  const where = inPhase(planned, stretch, phase);
  if (where === null) return null;
  const { order, dialect } = stretch;
  const { inOrder } = planned.plan;
  const { models, name: named } = modelsByName(planned, stretch, phase);
  const name = named.text;
  const isColumn = order.by === 'column';
  const key = isColumn ? columnOf(dialect, order.field.column, inOrder).text : name;
  const direction = way(namesFall(stretch, phase));
  // Within an arm the key of a whole layer is the same everywhere. That of rows without a value is, too, but an engine may
  // know only then that its index has them in order.
  const by = raw(isColumn ? `${key} ${direction}, ${name} ${direction}` : `${name} ${direction}`);
  const source = sql`SELECT m.layer AS layer, m.name AS name, ${keyOf(planned, stretch)} AS sort_key FROM ${models}`;
  return sql`SELECT * FROM (${source} WHERE ${where} ORDER BY ${by} LIMIT ${limit}) AS arm`;
}

/** The rows of a phase out of all arms, merged. */
function phaseRows(arms: readonly PlannedArm[], stretch: Stretch, phase: Phase, limit: Sql): Sql | null {
  const found = arms.map((arm) => armRows(arm, stretch, phase, limit)).filter((part) => part !== null);
  if (found.length === 0) return null;
  const by = orderIn(phase, stretch, 'sort_key', 'name');
  return sql`SELECT * FROM (${joined(found, ' UNION ALL ')}) AS arms ORDER BY ${by} LIMIT ${limit}`;
}

/** The places of a stretch's rows as named queries, one a phase. The second reads only as many as the first left open. */
function phaseQueries(
  arms: readonly PlannedArm[],
  stretch: Stretch,
  limit: number,
): { name: string; query: Sql }[] {
  const queries: { name: string; query: Sql }[] = [];
  for (const phase of phasesOf(stretch)) {
    const [first] = queries;
    const left = first ? sql`(SELECT ${limit} - count(*) FROM ${raw(first.name)})` : sql`${limit}`;
    const query = phaseRows(arms, stretch, phase, left);
    if (query !== null) queries.push({ name: `${phase}_rows`, query });
  }
  return queries;
}

const providerColumns = [
  'layer',
  'provider_id',
  'provider_name',
  'definition',
  'key_ids',
  'created_at',
  'updated_at',
  'answer',
] as const;

const selectedProvider = raw(
  providerColumns.map((column) => `p.${column} AS provider_row_${column}`).join(', '),
);

/** The provider of each row `m`: the organization's own of that id, else the shipped one. */
function providerJoin({ own, shipped }: ListLayers): Sql {
  const ownLayer = sql`SELECT o.layer FROM provider AS o WHERE o.layer = ${own} AND o.provider_id = m.provider_id`;
  return sql`LEFT JOIN provider AS p ON p.layer = coalesce((${ownLayer}), ${shipped}) AND p.provider_id = m.provider_id`;
}

/** A statement whose rows are put in order by whoever runs it. */
export interface Ordered {
  statement: Sql;
  order: Sql;
}

/**
 * The first `limit` rows of a stretch with their providers, in one statement, so that they are of one moment.
 * Null where no arm has any.
 */
export function pageStatement(
  arms: readonly PlannedArm[],
  layers: ListLayers,
  stretch: Stretch,
  limit: number,
): Ordered | null {
  const queries = phaseQueries(arms, stretch, limit);
  if (queries.length === 0) return null;
  const named = queries.map(({ name, query }) => sql`${raw(name)} AS MATERIALIZED (${query})`);
  const places = queries.map(({ name }, phase) => raw(`SELECT ${phase} AS phase, ${name}.* FROM ${name}`));
  const statement = sql`WITH ${joined(named, ', ')}
    SELECT page.phase, page.sort_key, page.name, m.answer, ${selectedProvider}
    FROM (${joined(places, ' UNION ALL ')}) AS page
    JOIN model AS m ON m.layer = page.layer AND m.name = page.name
    ${providerJoin(layers)}`;
  return { statement, order: pageOrder(stretch) };
}

/** Phase by phase; where the key is null, the last term alone decides. */
function pageOrder(stretch: Stretch): Sql {
  const falls = way(namesFall(stretch, 'known'));
  const knownName = `CASE WHEN sort_key IS NULL THEN NULL ELSE name END ${falls}`;
  return raw(`phase, sort_key ${falls}, ${knownName}, name ${way(namesFall(stretch, 'unknown'))}`);
}

/** The models with these names as an organization sees them, with their providers; in no order. */
export function namedStatement(arms: readonly Arm[], layers: ListLayers, names: readonly string[]): Sql {
  const wanted = joined(
    names.map((name) => sql`${name}`),
    ', ',
  );
  const seen = arms.map(
    ({ layer, visible }) =>
      sql`SELECT m.layer, m.name FROM model AS m WHERE m.layer = ${layer} AND m.name IN (${wanted}) AND ${visible}`,
  );
  return sql`SELECT '' AS sort_key, page.name, m.answer, ${selectedProvider}
    FROM (${joined(seen, ' UNION ALL ')}) AS page
    JOIN model AS m ON m.layer = page.layer AND m.name = page.name
    ${providerJoin(layers)}`;
}
