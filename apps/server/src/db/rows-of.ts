import type { Knex } from 'knex';

/**
 * The rows of a statement that is written out. Building one takes several times as long as running it, so what most
 * requests ask for is not built anew each time.
 */
export async function rowsOf<Row>(
  queries: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<Row[]> {
  // The drivers differ in what they answer to such a statement, and only the caller knows its columns.
  const answer = (await queries.raw(sql, bindings)) as Row[] | { rows: Row[] };
  return Array.isArray(answer) ? answer : answer.rows;
}

/** What a statement says to our SQLite client where it finds one row at most: a cursor for that costs more than the row. */
export const oneRow = { oneRow: true } as const;

/** The row of a statement that finds one at most. */
export async function rowOf<Row>(
  queries: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<Row | undefined> {
  // See above.
  const answer = (await queries.raw(sql, bindings).options(oneRow)) as Row[] | { rows: Row[] };
  return (Array.isArray(answer) ? answer : answer.rows)[0];
}
