import type { Knex } from 'knex';
import { rowOf, rowsOf } from '../db/rows-of.js';
import { marks, type ShownProvider } from '../models/answer-row.js';
import type { ListLayers } from './arms.js';
import type { Order } from './order.js';
import type { ColumnValue } from './points.js';
import type { Position } from './position.js';
import type { Sql } from './sql.js';

/** A row of a list: its place, its stored answer and the provider that it shows. */
export interface FoundModel extends Position {
  answer: string;
  providerId: string | null;
}

/** Models and the organization's revision, of one moment. */
export interface FoundModels {
  models: FoundModel[];
  revision: number;
}

interface FoundRow {
  /** Four lines a model: its key, its name, the id of its provider, and its stored answer. Neither names nor JSON hold line feeds. */
  models: string | null;
  revision: number | string | null;
}

const linesOfModel = 4;

/** A key of a column comes as JSON, any other as it is. */
const keyIn = (line: string, { by }: Order): ColumnValue | null =>
  by === 'column' ? JSON.parse(line)[0] : line;

function modelsIn(text: string, order: Order): FoundModel[] {
  const lines = text.split('\n');
  const models: FoundModel[] = [];
  for (let at = 0; at < lines.length; at += linesOfModel) {
    const { [at]: key = '', [at + 1]: name = '', [at + 2]: providerId = '', [at + 3]: answer = '' } = lines;
    models.push({ key: keyIn(key, order), name, answer, providerId: providerId || null });
  }
  return models;
}

/** Runs a statement as a subquery, which has the same result on every engine. */
function from(queries: Knex, { text, bindings }: Sql): Knex.QueryBuilder {
  return queries.select('*').from(queries.raw(`(${text}) as found`, [...bindings]));
}

/** A statement that finds models in one row. */
export interface ModelsQuestion {
  statement: Sql;
  /** By which it says their keys. */
  order: Order;
  /** It does not depend on filters and the like, so that there are few such statements. */
  isFixed: boolean;
}

/** The models that a statement finds, in no order. */
export async function readModels(
  queries: Knex,
  { statement: { text, bindings }, order, isFixed }: ModelsQuestion,
): Promise<FoundModels> {
  const { models = null, revision = null } = (await rowOf<FoundRow>(queries, text, bindings, isFixed)) ?? {};
  return { models: models === null ? [] : modelsIn(models, order), revision: Number(revision) };
}

/** Some providers of an organization and its revision, of one moment. */
export interface FoundProviders {
  /** As it shows them; null where there is none. */
  byId: ReadonlyMap<string, ShownProvider>;
  revision: number;
}

interface ProviderRow {
  revision: number | string | null;
  layer: string | null;
  provider_id: string | null;
  key_ids: string;
  answer: string;
}

const providersSql = (ids: readonly string[]): string =>
  `SELECT o.revision, p.layer, p.provider_id, p.key_ids, p.answer
   FROM (SELECT (SELECT revision FROM organization WHERE id = ?) AS revision) AS o
   LEFT JOIN provider AS p ON p.layer IN (?, ?) AND p.provider_id IN (${marks(ids)})`;

/** The providers of some ids, the organization's own before the shipped ones. */
export async function readProviders(
  queries: Knex,
  { organization, own, shipped }: ListLayers,
  ids: readonly string[],
): Promise<FoundProviders> {
  const rows = await rowsOf<ProviderRow>(queries, providersSql(ids), [organization, own, shipped, ...ids]);
  const byId = new Map<string, ShownProvider>(ids.map((id) => [id, null]));
  for (const { layer, provider_id: id, key_ids, answer } of rows) {
    if (id !== null && (layer === own || byId.get(id) === null)) byId.set(id, { key_ids, answer });
  }
  return { byId, revision: Number(rows[0]?.revision) };
}

/** The one row of counts, in the order of its columns. */
export async function readCounts(queries: Knex, statement: Sql): Promise<number[]> {
  const [row]: Record<string, number | string>[] = await from(queries, statement);
  return Object.values(row ?? {}).map(Number);
}

export async function readPlace(
  queries: Knex,
  statement: Sql,
): Promise<{ name: string; sort_key: ColumnValue | null } | undefined> {
  return from(queries, statement).first();
}

export async function readNames(queries: Knex, statement: Sql): Promise<string[]> {
  const rows: { name: string }[] = await from(queries, statement);
  return rows.map(({ name }) => name);
}

/** What is kept of how many models there are: counted when they are written. */
export interface KeptCounts {
  shipped: number;
  own: number;
  hidden: number;
}

export async function readKeptCounts(
  queries: Knex,
  organization: string,
  shipped: string,
): Promise<KeptCounts> {
  const row: { model_count: number; own_count: number | null; hidden_count: number | null } | undefined =
    await queries('catalog_layer as l')
      .leftJoin('organization as o', 'o.id', queries.raw('?', [organization]))
      .where('l.id', shipped)
      .first('l.model_count', 'o.own_count', 'o.hidden_count');
  return { shipped: row?.model_count ?? 0, own: row?.own_count ?? 0, hidden: row?.hidden_count ?? 0 };
}
