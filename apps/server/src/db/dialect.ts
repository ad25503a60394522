import type { Knex } from 'knex';
import { postgres } from './postgres-dialect.js';
import { sqlite } from './sqlite-dialect.js';
import type { TextIndex } from './text-index.js';

/** Everything in which the engines differ. Stores and migrations use this and never ask which engine it is. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** The driver's error says that a row of that key exists already. */
  isUniqueViolation(error: unknown): boolean;
  /** The driver's error says that there is no room to write. */
  isStorageFull(error: unknown): boolean;
  /** The driver's error says that the database cannot be used right now: locked, unreachable, unreadable. */
  isUnavailable(error: unknown): boolean;
  /** The driver's error says that the database may come up by itself in a moment: nothing has to be changed for that. */
  isNotThereYet(error: unknown): boolean;
  /** The driver's error says that another transaction was in the way: the same one may succeed when it is run again. */
  isConflict(error: unknown): boolean;
  /** A text column whose order and equality are those of its code points. */
  textColumn(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder;
  /** The SQL function of (text, piece) that answers where the piece begins, case and all, from 1; 0 where it is not there. */
  readonly position: string;
  /** What leads from a piece of text to the models that have it. */
  readonly textIndex: TextIndex;
  /** Whether it reads each part of an ordered union in that order, as far as it takes rows; otherwise parts are limited, too. */
  readonly mergesUnions: boolean;
  /** The text of a JSON array of some expressions' values. */
  jsonArray(expressions: readonly string[]): string;
  /** A column as an SQL expression that no index serves, for conditions that must not choose how rows are found. */
  withoutIndex(column: string): string;
  /**
   * Lets the rest of a transaction run alone among all that wait for the same turn, in any process, until it ends. What
   * it reads from then on holds everything that those before it committed.
   */
  takeTurn(tx: Knex.Transaction, turn: string): Promise<void>;
  /** Has the engine count anew what it plans with, where rows of another kind have come to a table. */
  countAnew(queries: Knex, table: string): Promise<void>;
  /** Lets every row of a table say which transaction wrote it last, where other servers ask for that. */
  markChanges(knex: Knex, table: string): Promise<void>;
  /** Takes `markChanges` back. */
  forgetChanges(knex: Knex, table: string): Promise<void>;
  /** Columns that the engine writes by itself, which mean nothing in another database. */
  readonly ownColumns: readonly string[];
  /** What tells this database from every other of its engine, however it is reached. */
  identity(queries: Knex): Promise<string>;
  /** What the database holds that is not the engine's own: names of tables, views and the like. */
  contents(queries: Knex): Promise<string[]>;
  /** Why this engine cannot keep our data as it is set up, as the end of a sentence; null where it can. */
  faultOfEngine(queries: Knex): Promise<string | null>;
}

/** The dialect that a database URL asks for: `sqlite:…` or `postgres://…`. */
export function dialectOf(url: string): Dialect {
  return /^postgres(ql)?:/i.test(url) ? postgres : sqlite;
}
