import type { Knex } from 'knex';
import type { Dialect } from './dialect.js';
import { codeOf, startsWithAny } from './error-code.js';
import { sqliteTextIndex, textIndexTables } from './sqlite-text-index.js';

/** Triggers keep the index of texts, from tables that hold no data of ours. */
const isOwn = (name: string): boolean =>
  name.startsWith('sqlite_') ||
  textIndexTables.some((table) => name === table || name.startsWith(`${table}_`));

async function contents(queries: Knex): Promise<string[]> {
  const rows: { name: string }[] = await queries('sqlite_master')
    .whereIn('type', ['table', 'view'])
    .select('name');
  return rows.map(({ name }) => name).filter((name) => !isOwn(name));
}

/** Its file; empty in memory. */
async function identity(queries: Knex): Promise<string> {
  const [row]: { file: string }[] = await queries.raw(
    "select file from pragma_database_list where name = 'main'",
  );
  return row?.file ?? '';
}

/** The one connection that writes was somebody else's for too long. It has no code. */
const isOccupied = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Knex: Timeout acquiring a connection');

/** SQLite: a file of this machine, or memory. Its transactions run one after another, so nobody waits for a turn. */
export const sqlite: Dialect = {
  name: 'sqlite',
  isUniqueViolation: (error) =>
    startsWithAny(codeOf(error), ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']),
  isStorageFull: (error) => startsWithAny(codeOf(error), ['SQLITE_FULL']) || codeOf(error) === 'ENOSPC',
  isUnavailable: (error) =>
    startsWithAny(codeOf(error), [
      'SQLITE_BUSY',
      'SQLITE_LOCKED',
      'SQLITE_IOERR',
      'SQLITE_CANTOPEN',
      'SQLITE_READONLY',
    ]) || isOccupied(error),
  isNotThereYet: () => false,
  isConflict: () => false,
  textColumn: (table, column) => table.text(column),
  // LIKE would fold ASCII letters.
  position: 'instr',
  textIndex: sqliteTextIndex,
  mergesUnions: true,
  jsonArray: (expressions) => `json_array(${expressions.join(', ')})`,
  withoutIndex: (column) => `+${column}`,
  takeTurn: async () => {},
  // Its plans for our statements do not depend on statistics.
  countAnew: async () => {},
  // Other processes on the file are noticed by its version.
  markChanges: async () => {},
  forgetChanges: async () => {},
  ownColumns: [],
  identity,
  contents,
  faultOfEngine: async () => null,
};
