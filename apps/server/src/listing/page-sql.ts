import type { Dialect } from '../db/dialect.js';
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

/** How the rows of one phase are put in order, by their columns `sort_key` and `name`. */
export function orderIn(phase: Phase, stretch: Stretch): Sql {
  const names = `name ${way(namesFall(stretch, phase))}`;
  const isKeyed = phase === 'known' && stretch.order.by !== 'name';
  return raw(isKeyed ? `sort_key ${way(namesFall(stretch, phase))}, ${names}` : names);
}

/** One arm's rows of a phase, in no order: where they lie, and their provider. */
function armRows(planned: PlannedArm, stretch: Stretch, phase: Phase): Sql | null {
  const where = inPhase(planned, stretch, phase);
  if (where === null) return null;
  const { order, dialect } = stretch;
  const { inOrder } = planned.plan;
  const { models, name } = modelsByName(planned, stretch, phase);
  const key =
    order.by === 'column' ? columnOf(dialect, order.field.column, inOrder) : keyOf(planned, stretch);
  return sql`SELECT m.layer AS layer, ${name} AS name, ${key} AS sort_key, m.provider_id AS provider_id FROM ${models} WHERE ${where}`;
}

/** How an arm's rows are put in order by themselves: its index may have them so where the key is the same for all of them. */
function orderInArm(stretch: Stretch, phase: Phase): Sql {
  const direction = way(namesFall(stretch, phase));
  return raw(
    stretch.order.by === 'column' ? `sort_key ${direction}, name ${direction}` : `name ${direction}`,
  );
}

/** The rows of a phase out of all arms, merged. */
function phaseRows(arms: readonly PlannedArm[], stretch: Stretch, phase: Phase, limit: Sql): Sql | null {
  const found = arms.map((arm) => armRows(arm, stretch, phase)).filter((part) => part !== null);
  if (found.length === 0) return null;
  // No engine takes parts for ordered by a key that is the same in all of a part.
  const areMerged = stretch.dialect.mergesUnions && stretch.order.by !== 'constant';
  const parts = areMerged
    ? found
    : found.map(
        (part) => sql`SELECT * FROM (${part} ORDER BY ${orderInArm(stretch, phase)} LIMIT ${limit}) AS part`,
      );
  return sql`${joined(parts, ' UNION ALL ')} ORDER BY ${orderIn(phase, stretch)} LIMIT ${limit}`;
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
    // Written out, because an engine that plans ahead takes a placeholder for a tenth of the table.
    const left = raw(first ? `(SELECT ${limit} - count(*) FROM ${first.name})` : `${limit}`);
    const query = phaseRows(arms, stretch, phase, left);
    if (query !== null) queries.push({ name: `${phase}_rows`, query });
  }
  return queries;
}

/** The providers that rows of `page` show: the organization's own of that id, else the shipped one. */
function shownProviders({ own, shipped }: ListLayers, { jsonArray }: Dialect): Sql {
  const ownLayer = sql`SELECT o.layer FROM provider AS o WHERE o.layer = ${own} AND o.provider_id = used.provider_id`;
  return sql`SELECT string_agg(${raw(jsonArray(['p.provider_id', 'p.key_ids', 'p.answer']))}, ',')
    FROM (SELECT DISTINCT provider_id FROM page) AS used
    JOIN provider AS p ON p.layer = coalesce((${ownLayer}), ${shipped}) AND p.provider_id = used.provider_id`;
}

/**
 * The models at the places of a query named `page` with their providers, in no order and all in one row: `FoundModels` in
 * the store. For the drivers a cell costs more than the text in it, and for the engines sorting answers costs more than
 * reading them.
 */
function shownModels(page: Sql, layers: ListLayers, dialect: Dialect): Sql {
  const place = raw(dialect.jsonArray(['sort_key', 'name', 'provider_id']));
  return sql`${page}
    SELECT string_agg(${place}, ',') AS places, string_agg(answer, '\n') AS answers, (${shownProviders(layers, dialect)}) AS providers
    FROM (SELECT page.*, m.answer FROM page JOIN model AS m ON m.layer = page.layer AND m.name = page.name) AS shown`;
}

/**
 * The first `limit` rows of a stretch in reading direction, with their providers, in one statement, so that they are of
 * one moment; whoever runs it puts them in order. Null where no arm has any.
 */
export function pageStatement(
  arms: readonly PlannedArm[],
  layers: ListLayers,
  stretch: Stretch,
  limit: number,
): Sql | null {
  const queries = phaseQueries(arms, stretch, limit);
  if (queries.length === 0) return null;
  const named = queries.map(({ name, query }) => sql`${raw(name)} AS MATERIALIZED (${query})`);
  const places = queries.map(({ name }) => raw(`SELECT * FROM ${name}`));
  // The phases leave nothing to cut off. The limit is for engines that would expect more, and join them otherwise.
  const page = sql`WITH ${joined(named, ', ')}, page AS (${joined(places, ' UNION ALL ')} LIMIT ${raw(`${limit}`)})`;
  return shownModels(page, layers, stretch.dialect);
}

/** The models with these names as an organization sees them, with their providers; in no order. */
export function namedStatement(
  arms: readonly Arm[],
  layers: ListLayers,
  names: readonly string[],
  dialect: Dialect,
): Sql {
  const wanted = joined(
    names.map((name) => sql`${name}`),
    ', ',
  );
  const seen = arms.map(
    ({ layer, visible }) =>
      sql`SELECT m.layer, m.name, '' AS sort_key, m.provider_id FROM model AS m WHERE m.layer = ${layer} AND m.name IN (${wanted}) AND ${visible}`,
  );
  return shownModels(sql`WITH page AS (${joined(seen, ' UNION ALL ')})`, layers, dialect);
}
