import type { Knex } from 'knex';
import type { ProviderRow } from '../db/rows.js';
import type { Ordered } from './page-sql.js';
import type { ColumnValue } from './points.js';
import type { Sql } from './sql.js';

/** A row of a list: its place, its stored answer and its provider. */
export interface ListedRow {
  name: string;
  key: ColumnValue | null;
  answer: string;
  provider: ProviderRow | null;
}

interface FoundRow {
  name: string;
  sort_key: ColumnValue | null;
  answer: string;
  provider_row_layer: string | null;
  provider_row_provider_id: string;
  provider_row_provider_name: string;
  provider_row_definition: string | null;
  provider_row_key_ids: string;
  provider_row_created_at: string | null;
  provider_row_updated_at: string | null;
  provider_row_answer: string;
}

/** Runs a statement as a subquery, which has the same result on every engine. */
function from(queries: Knex, { text, bindings }: Sql): Knex.QueryBuilder {
  return queries.select('*').from(queries.raw(`(${text}) as found`, [...bindings]));
}

function providerOf(row: FoundRow): ProviderRow | null {
  if (row.provider_row_layer === null) return null;
  return {
    layer: row.provider_row_layer,
    provider_id: row.provider_row_provider_id,
    provider_name: row.provider_row_provider_name,
    definition: row.provider_row_definition,
    key_ids: row.provider_row_key_ids,
    created_at: row.provider_row_created_at,
    updated_at: row.provider_row_updated_at,
    answer: row.provider_row_answer,
  };
}

function listedRow(row: FoundRow): ListedRow {
  return { name: row.name, key: row.sort_key, answer: row.answer, provider: providerOf(row) };
}

export async function readRows(queries: Knex, { statement, order }: Ordered): Promise<ListedRow[]> {
  const rows: FoundRow[] = await from(queries, statement).orderByRaw(order.text);
  return rows.map(listedRow);
}

export async function readUnordered(queries: Knex, statement: Sql): Promise<ListedRow[]> {
  const rows: FoundRow[] = await from(queries, statement);
  return rows.map(listedRow);
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
