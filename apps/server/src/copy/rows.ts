import type { Knex } from 'knex';
import type { CopiedTable } from './tables.js';

export type Row = Readonly<Record<string, unknown>>;

/** How many rows are read at once at most, how many at first, and how many characters they should hold together. */
const mostRows = 500;
const firstRows = 50;
const charactersAtOnce = 2_000_000;

/** Rows of a statement: the engines bound how many values one takes. */
const rowsAtOnce = 100;

function charactersOf(row: Row): number {
  return Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
    0,
  );
}

/** As many rows as should fit if they are like the last ones. */
function nextCount(rows: readonly Row[]): number {
  const characters = rows.reduce((sum, row) => sum + charactersOf(row), 0);
  const fitting = Math.floor((charactersAtOnce * rows.length) / Math.max(characters, 1));
  return Math.min(mostRows, Math.max(1, fitting));
}

const marks = (count: number): string => `(${Array(count).fill('?').join(', ')})`;

/** Rows by primary key, after a row of that key. */
async function readRows(
  queries: Knex,
  { name, key }: CopiedTable,
  columns: readonly string[],
  after: Row | undefined,
  count: number,
): Promise<Row[]> {
  const query = queries(name)
    .select([...columns])
    .orderBy([...key])
    .limit(count);
  if (after === undefined) return query;
  const names = `(${key.map(() => '??').join(', ')})`;
  // A key is of columns that bind: text and numbers.
  const bindings = [...key, ...key.map((column) => after[column] as Knex.Value)];
  return query.whereRaw(`${names} > ${marks(key.length)}`, bindings);
}

/** All rows of a table in the order of its primary key, a bounded number at a time. */
export async function* rowsOf(
  queries: Knex,
  table: CopiedTable,
  columns: readonly string[],
): AsyncGenerator<Row[], void> {
  let after: Row | undefined;
  let count = firstRows;
  for (;;) {
    const rows = await readRows(queries, table, columns, after, count);
    if (rows.length > 0) yield rows;
    if (rows.length < count) return;
    after = rows.at(-1);
    count = nextCount(rows);
  }
}

/** Adds rows to a table. Statements have one of few texts, which an engine prepares once. */
export async function insertRows(
  tx: Knex,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map(() => '??').join(', ');
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce);
    const values = some.map(() => marks(columns.length)).join(', ');
    // Every value came out of a database.
    const bindings = some.flatMap((row) => columns.map((column) => row[column] as Knex.Value));
    await tx.raw(`insert into ?? (${names}) values ${values}`, [table, ...columns, ...bindings]);
  }
}
