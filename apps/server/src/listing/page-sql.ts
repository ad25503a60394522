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
import { byName, mayBeNull, type Order } from './order.js';
import type { Position } from './position.js';
import { columnOf } from './predicates.js';
import { type Binding, joined, raw, type Sql, sql } from './sql.js';

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

/** Where rows lie, by which their answers are read once it is known which rows a page has. */
const places = raw('m.layer AS layer, m.provider_id AS provider_id');
/** What rows say, where no row is read that a page has not. */
const answers = raw('m.provider_id AS provider_id, m.answer AS answer');

/** One arm's rows of a phase, in no order: their names and keys, and what else is `selected` of them. */
function armRows(planned: PlannedArm, stretch: Stretch, phase: Phase, selected: Sql): Sql | null {
  const where = inPhase(planned, stretch, phase);
  if (where === null) return null;
  const { order, dialect } = stretch;
  const { inOrder } = planned.plan;
  const { models, name } = modelsByName(planned, stretch, phase);
  const key =
    order.by === 'column' ? columnOf(dialect, order.field.column, inOrder) : keyOf(planned, stretch);
  return sql`SELECT ${name} AS name, ${key} AS sort_key, ${selected} FROM ${models} WHERE ${where}`;
}

/** How an arm's rows are put in order by themselves: its index may have them so where the key is the same for all of them. */
function orderInArm(stretch: Stretch, phase: Phase): Sql {
  const direction = way(namesFall(stretch, phase));
  return raw(
    stretch.order.by === 'column' ? `sort_key ${direction}, name ${direction}` : `name ${direction}`,
  );
}

/** The rows of a phase out of all arms, merged. */
function phaseRows(
  arms: readonly PlannedArm[],
  stretch: Stretch,
  phase: Phase,
  limit: Sql,
  selected: Sql,
): Sql | null {
  const found = arms.map((arm) => armRows(arm, stretch, phase, selected)).filter((part) => part !== null);
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
    const query = phaseRows(arms, stretch, phase, left, places);
    if (query !== null) queries.push({ name: `${phase}_rows`, query });
  }
  return queries;
}

/**
 * Some models in one row with the revision of their organization: `FoundRow` in the store. For the drivers a cell costs
 * more than the text in it.
 * @param models their `sort_key`, `name`, `provider_id` and `answer`
 */
function inOneRow(models: Sql, { organization }: ListLayers, order: Order, dialect: Dialect): Sql {
  // A key of a column may be null, a number, or text with anything in it.
  const key = order.by === 'column' ? dialect.jsonArray(['sort_key']) : 'sort_key';
  const lines = raw(`${key} || '\n' || name || '\n' || coalesce(provider_id, '') || '\n' || answer`);
  return sql`SELECT string_agg(${lines}, '\n') AS models, (SELECT revision FROM organization WHERE id = ${organization}) AS revision FROM (${models}) AS shown`;
}

/** The models at the places of a query named `page`. */
const atPlaces = (page: Sql): Sql =>
  sql`${page} SELECT page.*, m.answer FROM page JOIN model AS m ON m.layer = page.layer AND m.name = page.name`;

/** The models of a stretch whose rows come in order: they are read where they are found, and no others. */
function inOrderModels(arms: readonly PlannedArm[], stretch: Stretch, limit: number): Sql | null {
  const [phase, ...more] = phasesOf(stretch);
  if (phase === undefined || more.length > 0) return null;
  const areInOrder =
    stretch.conditions.length === 0 &&
    stretch.order.by !== 'constant' &&
    arms.every(({ plan }) => plan.inOrder);
  return areInOrder ? phaseRows(arms, stretch, phase, raw(`${limit}`), answers) : null;
}

/** The models of any stretch: their places are put in order before their answers are read, which cost more to sort. */
function sortedModels(arms: readonly PlannedArm[], stretch: Stretch, limit: number): Sql | null {
  const queries = phaseQueries(arms, stretch, limit);
  if (queries.length === 0) return null;
  const named = queries.map(({ name, query }) => sql`${raw(name)} AS MATERIALIZED (${query})`);
  const found = queries.map(({ name }) => raw(`SELECT * FROM ${name}`));
  // The phases leave nothing to cut off. The limit is for engines that would expect more, and join them otherwise.
  return atPlaces(
    sql`WITH ${joined(named, ', ')}, page AS (${joined(found, ' UNION ALL ')} LIMIT ${raw(`${limit}`)})`,
  );
}

function built(arms: readonly PlannedArm[], layers: ListLayers, stretch: Stretch, limit: number): Sql | null {
  const models = inOrderModels(arms, stretch, limit) ?? sortedModels(arms, stretch, limit);
  return models && inOneRow(models, layers, stretch.order, stretch.dialect);
}

/** Stands for the place that a page begins at in a statement that is kept. No text that is stored holds U+0000. */
const mark = { key: '\0key', name: '\0name' };

/** How many are kept of one list: its first page, and those that links of one size lead to. */
const mostKept = 4;

/** Statements of the arms of one list: what they are bound to stays for as long as its organization's revision. */
const kept = new WeakMap<readonly PlannedArm[], Map<string, Sql | null>>();

/** Pages of a list without filters differ in where they begin. Building a statement takes a third of what running it does. */
function keptStatement(
  arms: readonly PlannedArm[],
  layers: ListLayers,
  stretch: Stretch,
  limit: number,
): Sql | null {
  const forms = kept.get(arms) ?? new Map<string, Sql | null>();
  kept.set(arms, forms);
  const { backward, from } = stretch;
  const form = `${backward} ${from && (from.key === null ? 'unknown' : 'known')} ${limit}`;
  const marked = from && { key: from.key === null ? null : mark.key, name: mark.name };
  const known = forms.get(form);
  const statement = known !== undefined ? known : built(arms, layers, { ...stretch, from: marked }, limit);
  if (forms.size < mostKept) forms.set(form, statement);
  return statement && from ? withPlace(statement, from) : statement;
}

function withPlace({ text, bindings }: Sql, { key, name }: Position): Sql {
  const values = new Map<Binding, Binding>([[mark.name, name]]);
  if (key !== null) values.set(mark.key, key);
  return { text, bindings: bindings.map((binding) => values.get(binding) ?? binding) };
}

/**
 * The first models of a stretch, or null where it has none.
 * @param limit how many at most
 */
export function pageStatement(
  arms: readonly PlannedArm[],
  layers: ListLayers,
  stretch: Stretch,
  limit: number,
): Sql | null {
  // A statement sorted by what is the same for all of a layer depends on where it begins.
  const isKept = stretch.conditions.length === 0 && stretch.order.by !== 'constant';
  return (isKept ? keptStatement : built)(arms, layers, stretch, limit);
}

/** The models with these names as an organization sees them; in no order, and without keys. */
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
      sql`SELECT m.name, '' AS sort_key, m.provider_id, m.answer FROM model AS m WHERE m.layer = ${layer} AND m.name IN (${wanted}) AND ${visible}`,
  );
  return inOneRow(joined(seen, ' UNION ALL '), layers, byName, dialect);
}
