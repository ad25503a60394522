import type { Knex } from 'knex';
import { rowOf } from '../db/rows-of.js';
import type { ShownProvider } from '../models/answer-row.js';
import type { ColumnValue } from './points.js';
import type { Position } from './position.js';
import type { Sql } from './sql.js';

/** A row of a list: its place, its stored answer and its provider. */
export interface ListedRow extends Position {
  answer: string;
  /** The same object in all rows that show it. */
  provider: ShownProvider;
}

/** Some models in one row, each null where there are none. */
interface FoundModels {
  /** `[key, name, provider's id]` of each model as JSON; with commas between them. */
  places: string | null;
  /** Each model's stored answer, in the same order. They are JSON on one line each. */
  answers: string | null;
  /** `[id, ids of its keys, stored answer]` of each provider, as JSON; with commas between them. */
  providers: string | null;
}

type Place = [key: ColumnValue | null, name: string, providerId: string | null];
type Provider = [id: string, keyIds: string, answer: string];

/** Runs a statement as a subquery, which has the same result on every engine. */
function from(queries: Knex, { text, bindings }: Sql): Knex.QueryBuilder {
  return queries.select('*').from(queries.raw(`(${text}) as found`, [...bindings]));
}

/** The statement decides what the array holds. */
const parsed = <Element>(elements: string | null): Element[] => JSON.parse(`[${elements ?? ''}]`);

function listedRows({ places, answers, providers }: FoundModels): ListedRow[] {
  const texts = answers?.split('\n') ?? [];
  const shown = new Map(
    parsed<Provider>(providers).map(([id, key_ids, answer]) => [id, { key_ids, answer }]),
  );
  return parsed<Place>(places).map(([key, name, providerId], index) => ({
    key,
    name,
    answer: texts[index] ?? '',
    provider: (providerId !== null && shown.get(providerId)) || null,
  }));
}

/**
 * The models of a statement, in no order.
 * @param isFixed it does not depend on filters and the like, so that there are few such statements
 */
export async function readModels(
  queries: Knex,
  { text, bindings }: Sql,
  isFixed: boolean,
): Promise<ListedRow[]> {
  const found = await rowOf<FoundModels>(queries, text, bindings, isFixed);
  return found ? listedRows(found) : [];
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
