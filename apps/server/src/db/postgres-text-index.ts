import type { Knex } from 'knex';
import {
  indexedTexts,
  type Piece,
  type TextColumn,
  type TextHits,
  type TextIndex,
  watchedColumns,
} from './text-index.js';
import { isIndexable, mark, marked, shortestPiece } from './text-marks.js';

/** The table of the index, which holds no data of ours. */
export const textIndexTable = 'model_text';

const piecesOf = 'model_text_pieces';
const ofModel = 'model_text_of_model';
const keep = 'model_text_keep';

/**
 * Rows are in slices by chance, each three times as large as all before it. PostgreSQL finds all of a slice before it answers
 * the first row, so whoever stops early has had a few times as many found as he took.
 */
const slices = [1, 4, 16, 64, 256];
const sliceBits = 8;

/** What tells the pieces of one text and slice from those of another, together with the layer. */
const seedOf = (field: number, slice: number | string): string => `${field * slices.length} + ${slice}`;

const sqlText = (text: string): string =>
  Array.from(text, (character) => `chr(${character.codePointAt(0)})`).join(' || ');

/** In place of the pieces of a text that is the name: most display names are. */
const sameAsName = '\u0004\u0004\u0004';

/** A text folded, and as it was written where that differs. */
function bothCases(column: string, fold: string): string {
  const whole = (text: string) => `${sqlText(mark.begin)} || ${text} || ${sqlText(mark.end)}`;
  const written = `case when ${column} = ${fold} then '' else ${whole(column)} end`;
  return `coalesce(${whole(fold)}, '') || coalesce(${written}, '')`;
}

function indexedText(column: string, fold: string): string {
  if (column === 'name') return bothCases(column, fold);
  const isName = `${column} = name and ${fold} = name_fold`;
  return `case when ${isName} then ${sqlText(sameAsName)} else ${bothCases(column, fold)} end`;
}

type Own = (name: string) => string;

/** The hashes of all pieces of a text. Not safe for parallel workers: they would find all slices at once. */
const cutting = `create function ${piecesOf}(layer text, seed bigint, content text) returns int[] language plpgsql immutable as $$
  declare pieces int[] := '{}'; salt bigint := hashtextextended(layer, seed);
  begin
    for i in 1 .. length(content) - ${shortestPiece - 1} loop
      pieces[i] := (hashtextextended(substr(content, i, ${shortestPiece}), salt) >> 32)::int;
    end loop;
    return pieces;
  end $$`;

/** Those of all texts of a model. */
function gathering(own: Own): string {
  const chance = `hashtextextended(name, 0) & ${2 ** sliceBits - 1}`;
  const slice = slices.map((below, at) => `when ${chance} < ${below} then ${at}`).join(' ');
  const parts = indexedTexts.map(
    ({ column, fold }, field) =>
      `${own(piecesOf)}(layer, ${seedOf(field, 'slice')}, ${indexedText(column, fold)})`,
  );
  const given = watchedColumns.map((column) => `${column} text`).join(', ');
  return `create function ${ofModel}(${given}) returns int[] language plpgsql immutable as $$
    declare slice int := case ${slice} end;
    begin return ${parts.join(' || ')}; end $$`;
}

/** What triggers run. It names the schema, since whoever writes may look for tables elsewhere. */
function keeping(own: Own): string {
  const table = own(textIndexTable);
  const texts = watchedColumns.map((column) => `new.${column}`).join(', ');
  return `create function ${keep}() returns trigger language plpgsql as $$
    begin
      if tg_op = 'TRUNCATE' then delete from ${table}; return null; end if;
      if tg_op <> 'INSERT' then delete from ${table} where layer = old.layer and name = old.name; end if;
      if tg_op <> 'DELETE' then
        insert into ${table} values (new.layer, new.name, ${own(ofModel)}(${texts}))
          on conflict (layer, name) do update set pieces = excluded.pieces;
      end if;
      return null;
    end $$`;
}

const isChanged = watchedColumns.map((column) => `old.${column} is distinct from new.${column}`).join(' or ');

/** Triggers, so that older programs and people with a console keep the index too. Most updates touch no text. */
const triggers = {
  model_text_insert: 'after insert on model for each row',
  model_text_update: `after update of ${watchedColumns.join(', ')} on model for each row when (${isChanged})`,
  model_text_delete: 'after delete on model for each row',
  model_text_truncate: 'after truncate on model for each statement',
};

async function fill(knex: Knex): Promise<void> {
  await knex.raw(
    `insert into ${textIndexTable} select layer, name, ${ofModel}(${watchedColumns.join(', ')}) from model`,
  );
}

async function create(knex: Knex): Promise<void> {
  await knex.schema.createTable(textIndexTable, (table) => {
    for (const column of ['layer', 'name']) table.specificType(column, 'text collate "C"').notNullable();
    table.specificType('pieces', 'int[]').notNullable();
  });
  const { rows } = await knex.raw('select quote_ident(current_schema()) as schema');
  const own: Own = (name) => `${rows[0].schema}.${name}`;
  for (const definition of [cutting, gathering(own), keeping(own)]) await knex.raw(definition);
  for (const [name, trigger] of Object.entries(triggers))
    await knex.raw(`create trigger ${name} ${trigger} execute function ${keep}()`);
  await fill(knex);
  await knex.schema.alterTable(textIndexTable, (table) => void table.primary(['layer', 'name']));
  // Entries are gathered, which writes pay less for, and no more of them than a question reads in no time: 64 kB, the least.
  await knex.raw(
    `create index model_text_by_piece on ${textIndexTable} using gin (pieces) with (gin_pending_list_limit = 64)`,
  );
  await knex.raw(`analyze ${textIndexTable}`);
}

/**
 * The engine’s hashes stay as they are from version to version, because partitions need that, but nobody has promised it; and
 * who writes rows while triggers are off leaves them out. Any row tells.
 */
async function isInStep(knex: Knex): Promise<boolean> {
  const columns = watchedColumns.map((column) => `m.${column}`).join(', ');
  const { rows } = await knex.raw(
    `select t.pieces is not distinct from ${ofModel}(${columns}) as same
     from (select * from model limit 1) as m left join ${textIndexTable} as t on t.layer = m.layer and t.name = m.name`,
  );
  return rows[0]?.same ?? true;
}

async function repair(knex: Knex): Promise<void> {
  if (await isInStep(knex)) return;
  await knex.raw('lock table model in share row exclusive mode');
  await knex(textIndexTable).delete();
  await fill(knex);
}

async function drop(knex: Knex): Promise<void> {
  for (const name of Object.keys(triggers)) await knex.raw(`drop trigger ${name} on model`);
  for (const name of [keep, ofModel, piecesOf]) await knex.raw(`drop function ${name}`);
  await knex.schema.dropTable(textIndexTable);
}

/** Behind an offset the engine cannot but look each hit up, in their order. */
const looked =
  'cross join lateral (select * from model as m where m.layer = hit.layer and m.name = hit.name offset 0) as m';

function hits(layer: string, column: TextColumn, piece: Piece): TextHits {
  const field = indexedTexts.findIndex((indexed) => indexed.column === column);
  const text = marked(piece);
  const bindings: string[] = [];
  const pieces = (of: number, slice: number, content: string) => {
    bindings.push(layer, content);
    return `${piecesOf}(?, ${seedOf(of, slice)}, ?)`;
  };
  const parts = slices.map((_, slice) => {
    const itself = `t.pieces @> ${pieces(field, slice, text)}`;
    const same =
      field === 0 ? '' : ` or t.pieces @> (${pieces(0, slice, text)} || ${pieces(field, slice, sameAsName)})`;
    return `select t.layer, t.name from ${textIndexTable} as t where ${itself}${same}`;
  });
  const entries = { text: parts.join(' union all '), bindings };
  const models = (order: string) => ({ text: `(${entries.text}${order}) as hit ${looked}`, bindings });
  return {
    entries,
    models: models(''),
    byName: (way) => ({ models: models(` order by name ${way}`), name: 'hit.name' }),
  };
}

/** Pieces of three characters each, as arrays of their hashes under an inverted index: no extension is needed. */
export const postgresTextIndex: TextIndex = { since: 6, create, drop, repair, serves: isIndexable, hits };
