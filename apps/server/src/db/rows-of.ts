import type { Knex } from 'knex';
import { directRows } from './direct-reads.js';

/** The drivers differ in what they answer to a statement that is written out, and only the caller knows its columns. */
function rowsIn<Row>(answer: unknown): Row[] {
  const rows = answer as Row[] | { rows: Row[] };
  return Array.isArray(rows) ? rows : rows.rows;
}

/**
 * The rows of a statement that is written out. Building one takes several times as long as running it, so what most
 * requests ask for is not built anew each time.
 */
export async function rowsOf<Row>(
  queries: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<Row[]> {
  return rowsIn(await queries.raw(sql, bindings));
}

/** What a statement says to our SQLite client where it finds one row at most: a cursor for that costs more than the row. */
export const oneRow = { oneRow: true } as const;

/** What a statement says to our PostgreSQL client of which the program has few forms, each with one good plan. */
export const fixed = { fixed: true } as const;

/**
 * The row of a statement that finds one at most.
 * @param isFixed the statement is `fixed`
 */
export async function rowOf<Row>(
  queries: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
  isFixed = true,
): Promise<Row | undefined> {
  const direct = isFixed ? directRows(queries, sql, bindings) : null;
  const options = isFixed ? { ...oneRow, ...fixed } : oneRow;
  const [row] = rowsIn<Row>(direct ?? (await queries.raw(sql, bindings).options(options)));
  return row;
}
