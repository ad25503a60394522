import type { Knex } from 'knex';
import {
  indexedTexts,
  type Piece,
  type TextColumn,
  type TextHits,
  type TextIndex,
  watchedColumns,
} from './text-index.js';
import { isIndexable, mark, marked } from './text-marks.js';

/** The tables of the index, without those that FTS5 makes for itself. */
export const textIndexTables = ['model_text', 'text_layer'];

const columns = indexedTexts.map(({ column }) => column).join(', ');

/** In front of a display name that is not the name: models that are not called otherwise are indexed once. */
const otherwise = '\u0004\u0004\u0004';

const sqlText = (text: string): string =>
  `char(${Array.from(text, (character) => character.codePointAt(0)).join(', ')})`;

/** Each layer has a range of the index to itself, so that one organization does not step over the hits of others. */
const rowBits = 40;
const rowMask = 2 ** rowBits - 1;
const numberOf = (layer: string): string => `(SELECT number FROM text_layer WHERE layer = ${layer})`;
const entryOf = (row: string): string => `(${numberOf(`${row}.layer`)} << ${rowBits}) + ${row}.rowid`;

/** A text folded, and as it was written where that differs. */
function bothCases(row: string, column: string, fold: string): string {
  const marked = (text: string) => `${sqlText(mark.begin)} || ${row}.${text} || ${sqlText(mark.end)}`;
  const written = `CASE WHEN ${row}.${column} = ${row}.${fold} THEN '' ELSE ${marked(column)} END`;
  return `coalesce(${marked(fold)} || ${written}, '')`;
}

function indexedText(row: string, column: string, fold: string): string {
  if (column !== 'display_name') return bothCases(row, column, fold);
  const isName = `${row}.display_name = ${row}.name AND ${row}.display_fold = ${row}.name_fold`;
  return `CASE WHEN ${isName} THEN '' ELSE ${sqlText(otherwise)} || ${bothCases(row, column, fold)} END`;
}

const valuesOf = (row: string): string =>
  [entryOf(row), ...indexedTexts.map(({ column, fold }) => indexedText(row, column, fold))].join(', ');

const numbered = (layers: string): string => `INSERT INTO text_layer (layer) ${layers}`;
const added = (row: string): string => `INSERT INTO model_text (rowid, ${columns}) VALUES (${valuesOf(row)})`;
/** The index keeps no texts, so it has to be told what it had. */
const removed = (row: string): string =>
  `INSERT INTO model_text (model_text, rowid, ${columns}) VALUES ('delete', ${valuesOf(row)})`;

const isChanged = watchedColumns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');
const newLayer = numbered(
  'SELECT new.layer WHERE NOT EXISTS (SELECT 1 FROM text_layer WHERE layer = new.layer)',
);

/** Triggers, so that older programs and people with a console keep the index too. Most updates touch no text. */
const triggers = {
  model_text_insert: `AFTER INSERT ON model BEGIN ${newLayer}; ${added('new')}; END`,
  model_text_update: `AFTER UPDATE OF ${watchedColumns.join(', ')} ON model WHEN ${isChanged}
    BEGIN ${removed('old')}; ${newLayer}; ${added('new')}; END`,
  model_text_delete: `AFTER DELETE ON model BEGIN ${removed('old')}; END`,
};

/** In the order of its entries: an entry before the last one would end what FTS5 gathers in memory. */
async function fill(knex: Knex): Promise<void> {
  await knex.raw(
    numbered(
      'SELECT DISTINCT layer FROM model WHERE layer NOT IN (SELECT layer FROM text_layer) ORDER BY layer',
    ),
  );
  await knex.raw(
    `INSERT INTO model_text (rowid, ${columns}) SELECT ${valuesOf('m')} FROM text_layer AS l CROSS JOIN model AS m
     ON m.layer = l.layer ORDER BY l.number, m.rowid`,
  );
}

async function create(knex: Knex): Promise<void> {
  await knex.schema.createTable('text_layer', (table) => {
    table.integer('number').primary();
    table.text('layer').notNullable().unique();
  });
  // Case is folded before, as lists fold it; texts stay where they are, in the table of models.
  await knex.raw(
    `CREATE VIRTUAL TABLE model_text USING fts5(${columns}, content='', columnsize=0, tokenize='trigram case_sensitive 1')`,
  );
  await fill(knex);
  for (const [name, trigger] of Object.entries(triggers)) await knex.raw(`CREATE TRIGGER ${name} ${trigger}`);
}

/**
 * Entries are numbers of rows. SQLite keeps those when it copies the file, but who writes the rows anew from a dump without
 * them numbers them from 1, in their order: then the last row has another number, unless all have theirs.
 */
async function isInStep(knex: Knex): Promise<boolean> {
  const last: { name_fold: string } | undefined = await knex('model')
    .whereNotNull('name_fold')
    .orderByRaw('rowid desc')
    .first('name_fold');
  if (last === undefined) return true;
  const entry = `SELECT ${entryOf('m')} FROM model AS m WHERE name_fold IS NOT NULL ORDER BY m.rowid DESC LIMIT 1`;
  const query = queryFor('name', { text: last.name_fold, at: 'whole' });
  const found: unknown[] = await knex.raw(
    `SELECT 1 FROM model_text WHERE model_text MATCH ? AND rowid = (${entry})`,
    [query],
  );
  return found.length > 0;
}

async function repair(knex: Knex): Promise<void> {
  if (await isInStep(knex)) return;
  await knex.raw("INSERT INTO model_text (model_text) VALUES ('delete-all')");
  await fill(knex);
}

async function drop(knex: Knex): Promise<void> {
  for (const name of Object.keys(triggers)) await knex.raw(`DROP TRIGGER ${name}`);
  for (const name of textIndexTables) await knex.raw(`DROP TABLE ${name}`);
}

/** A string of FTS5's query language: https://www.sqlite.org/fts5.html#fts5_strings */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function queryFor(column: TextColumn, piece: Piece): string {
  const phrase = quoted(marked(piece));
  if (column !== 'display_name') return `${column} : ${phrase}`;
  return `(display_name : ${phrase}) OR ((name : ${phrase}) NOT (display_name : ${quoted(otherwise)}))`;
}

function hits(layer: string, column: TextColumn, piece: Piece): TextHits {
  const number = numberOf('?');
  const entries = {
    text: `SELECT t.rowid & ${rowMask} AS row FROM model_text AS t WHERE t.model_text MATCH ?
      AND t.rowid BETWEEN ${number} << ${rowBits} AND (${number} << ${rowBits}) + ${rowMask}`,
    bindings: [queryFor(column, piece), layer, layer],
  };
  // The cross join is read from left to right.
  const text = `(${entries.text}) AS hit CROSS JOIN model AS m ON m.rowid = hit.row`;
  return { entries, models: { text, bindings: entries.bindings }, byName: null };
}

/** FTS5 over three code points each. It ends a text at a zero. */
export const sqliteTextIndex: TextIndex = { since: 5, create, drop, repair, serves: isIndexable, hits };
