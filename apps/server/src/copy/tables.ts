import type { Knex } from 'knex';
import type { Dialect } from '../db/dialect.js';

/** A table and its primary key, in whose order rows are read. */
export interface CopiedTable {
  readonly name: string;
  readonly key: readonly string[];
}

/** Every table of the schema; those that others refer to come before them. */
export const copiedTables: readonly CopiedTable[] = [
  { name: 'setting', key: ['name'] },
  { name: 'catalog_layer', key: ['id'] },
  { name: 'organization', key: ['id'] },
  { name: 'alias', key: ['layer', 'alias'] },
  { name: 'model', key: ['layer', 'name'] },
  { name: 'provider', key: ['layer', 'provider_id'] },
  { name: 'api_key', key: ['id'] },
  { name: 'change', key: ['organization', 'revision'] },
];

/** The columns of a table that hold data of ours, by name; the rest is the engine's, which writes it itself. */
export async function columnsOf(queries: Knex, dialect: Dialect, table: string): Promise<string[]> {
  const columns = Object.keys(await queries(table).columnInfo());
  return columns.filter((column) => !dialect.ownColumns.includes(column)).sort();
}
