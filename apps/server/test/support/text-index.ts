import type { Database } from '../../src/db/connect.js';
import type { ModelRow } from '../../src/db/rows.js';
import { rowsOf } from '../../src/db/rows-of.js';
import type { Piece, TextColumn } from '../../src/db/text-index.js';
import { ownModel, rowIn } from './model-rows.js';

/** A row of an organization's own model. */
export const row = (model_name: string, facts: object = {}, layer = 'o:acme'): ModelRow =>
  rowIn(layer, ownModel({ model_name, ...facts }));

/** Writes models, each by itself. */
export async function filled(database: Database, ...rows: readonly ModelRow[]): Promise<Database> {
  for (const one of rows) await database.write('model').insert(one);
  return database;
}

export const anywhere = (text: string): Piece => ({ text, at: 'anywhere' });

/** The names of the models that the index of texts leads to. */
export async function found(
  { read, dialect }: Database,
  piece: Piece,
  column: TextColumn = 'name',
  layer = 'o:acme',
): Promise<string[]> {
  const { text, bindings } = dialect.textIndex.hits(layer, column, piece).models;
  const rows = await rowsOf<{ name: string }>(read, `SELECT m.name FROM ${text} ORDER BY m.name`, bindings);
  return rows.map(({ name }) => name);
}
