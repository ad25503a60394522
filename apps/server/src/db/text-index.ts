import type { Knex } from 'knex';
import type { ModelRow } from './rows.js';

/** The texts of a model that pieces are looked for in, each with the column that holds it folded. */
export const indexedTexts = [
  { column: 'name', fold: 'name_fold' },
  { column: 'display_name', fold: 'display_fold' },
  { column: 'base_name', fold: 'base_fold' },
  { column: 'upstream_model', fold: 'upstream_fold' },
  { column: 'provider_id', fold: 'provider_fold' },
] as const satisfies readonly { column: keyof ModelRow; fold: keyof ModelRow }[];

/** Every column that an entry is made of: triggers run where one of them changes. */
export const watchedColumns: readonly string[] = [
  'layer',
  ...indexedTexts.flatMap(({ column, fold }) => [column, fold]),
];

export type TextColumn = (typeof indexedTexts)[number]['column'];

/** What a text has to hold, folded or as it was written: somewhere, at its end, or as the whole of it. */
export interface Piece {
  text: string;
  at: 'anywhere' | 'end' | 'whole';
}

/** A piece of SQL and the values of its placeholders. */
export interface IndexSql {
  readonly text: string;
  readonly bindings: readonly string[];
}

/** The rows that an index of pieces leads to. */
export interface TextHits {
  /** A query with a row for each of them, which ends early where it is limited. */
  entries: IndexSql;
  /** What follows FROM to have them as `m`. */
  models: IndexSql;
  /**
   * The same in the order of their names, which are known before a row is read: whoever takes the first few has few read.
   * Null where the index knows rows by their numbers only.
   */
  byName: ((way: 'ASC' | 'DESC') => HitsByName) | null;
}

/** Rows that an index of pieces leads to, in the order of their names. */
export interface HitsByName {
  models: IndexSql;
  /** The name, as an expression that the engine knows them to be in the order of. */
  name: string;
}

/**
 * An index of the pieces of texts of models. It leads to every row that has a piece in its text, folded or as written, and
 * maybe to others: whoever asks checks what is found.
 */
export interface TextIndex {
  /** The number of the migration that makes it. */
  readonly since: 5 | 6;
  /** Makes and fills it. From then on the engine keeps it right, whoever writes. */
  create(knex: Knex): Promise<void>;
  drop(knex: Knex): Promise<void>;
  /** Fills it anew where the rows were written anew without it. */
  repair(knex: Knex): Promise<void>;
  /** Whether it can look for a piece. */
  serves(piece: Piece): boolean;
  /** The rows of a layer with such a piece. */
  hits(layer: string, column: TextColumn, piece: Piece): TextHits;
}
