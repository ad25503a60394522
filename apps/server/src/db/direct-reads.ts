import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';

/** A connection of the SQLite driver, as far as rows are read through it. It has no types of its own. */
export interface DirectConnection {
  prepare(sql: string): DirectStatement;
  close(): void;
}

interface DirectStatement {
  /** Has rows come as arrays: one with names costs the driver a third more. */
  raw(): DirectStatement;
  columns(): readonly { name: string }[];
  get(bindings: readonly unknown[]): readonly unknown[] | undefined;
}

/** How many statements are kept prepared: pages have a form for each size and sort. */
const mostPrepared = 200;

interface Prepared {
  statement: DirectStatement;
  names: readonly string[];
}

/** Reads single rows without knex. */
interface DirectReader {
  row(sql: string, bindings: readonly unknown[]): object | undefined;
  close(): void;
}

const readers = new WeakMap<Knex, DirectReader>();

function rowOf(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (const [at, name] of names.entries()) row[name] = values[at];
  return row;
}

function prepare(connection: DirectConnection, sql: string): Prepared {
  const statement = connection.prepare(sql).raw();
  return { statement, names: statement.columns().map(({ name }) => name) };
}

function createReader(open: () => DirectConnection): DirectReader {
  const prepared = new LRUCache<string, Prepared>({ max: mostPrepared });
  let connection: DirectConnection | undefined;
  let isClosed = false;

  function preparedOf(sql: string): Prepared {
    if (isClosed) throw new Error('The database was closed.');
    connection ??= open();
    const known = prepared.get(sql);
    if (known) return known;
    const made = prepare(connection, sql);
    prepared.set(sql, made);
    return made;
  }

  return {
    row(sql, bindings) {
      const { statement, names } = preparedOf(sql);
      const values = statement.get(bindings);
      return values && rowOf(names, values);
    },
    close() {
      isClosed = true;
      prepared.clear();
      connection?.close();
    },
  };
}

/**
 * Has fixed statements of `queries` that find one row read past knex and its pool, through a connection that nobody else
 * has: knex takes longer to hand one over than SQLite takes for the row, and the driver answers at once, so that there is
 * nothing to wait for.
 * @returns what closes the connection
 */
export function readDirectly(queries: Knex, open: () => DirectConnection): () => void {
  const reader = createReader(open);
  readers.set(queries, reader);
  return reader.close;
}

let reads = 0;

/** Tells listeners of a statement as knex does: its time is measured, and tests count. */
function told(queries: Knex, reader: DirectReader, sql: string, bindings: readonly unknown[]): unknown[] {
  reads += 1;
  const query = { __knexQueryUid: `direct ${reads}`, sql, bindings };
  queries.emit('query', query);
  try {
    const row = reader.row(sql, bindings);
    const rows = row ? [row] : [];
    queries.emit('query-response', rows, query);
    return rows;
  } catch (error) {
    queries.emit('query-error', error, query);
    throw error;
  }
}

/** The row of a fixed statement as one of at most one, or null where `queries` goes through knex only. */
export function directRows(queries: Knex, sql: string, bindings: readonly unknown[]): unknown[] | null {
  const reader = readers.get(queries);
  return reader ? told(queries, reader, sql, bindings) : null;
}
