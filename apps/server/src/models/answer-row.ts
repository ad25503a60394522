import type { Knex } from 'knex';
import type { ModelRow, ProviderRow } from '../db/rows.js';
import { rowOf, rowsOf } from '../db/rows-of.js';
import { type Layers, namedLayers } from '../revisions/layers.js';

/** The provider that a model shows, as it is stored; null where it shows none. */
export type ShownProvider = Pick<ProviderRow, 'answer' | 'key_ids'> | null;

/** What a model's answer is made of. */
export interface AnswerRow extends Pick<ModelRow, 'layer' | 'name' | 'definition' | 'answer'> {
  provider: ShownProvider;
}

/** A model with the provider that it shows. */
export type ShownRow = ModelRow & { provider: ShownProvider };

interface ProviderColumns {
  provider_answer: string | null;
  provider_key_ids: string | null;
}

const providerColumns =
  'coalesce(po.answer, ps.answer) as provider_answer, coalesce(po.key_ids, ps.key_ids) as provider_key_ids';

const providerJoins = `left join provider as po on po.provider_id = m.provider_id and po.layer = ?
   left join provider as ps on ps.provider_id = m.provider_id and ps.layer = ?`;

/** The places of values in a statement. */
export const marks = (values: readonly string[]): string => values.map(() => '?').join(', ');

function providerOf({ provider_answer: answer, provider_key_ids: keyIds }: ProviderColumns): ShownProvider {
  return answer === null || keyIds === null ? null : { answer, key_ids: keyIds };
}

function split<Row extends object>(
  rows: readonly (Row & ProviderColumns)[],
): (Row & { provider: ShownProvider })[] {
  return rows.map(({ provider_answer, provider_key_ids, ...row }) => ({
    // Without the two columns it is a Row again, which the compiler does not see for a generic one.
    ...(row as unknown as Row),
    provider: providerOf({ provider_answer, provider_key_ids }),
  }));
}

/**
 * Reads the models of some names with the providers that they show.
 * @param columns of the model `m`
 */
export async function shownByNames<Row extends object>(
  queries: Knex,
  { own, shipped }: Layers,
  columns: string,
  layers: readonly string[],
  names: readonly string[],
): Promise<(Row & { provider: ShownProvider })[]> {
  const sql = `select ${columns}, ${providerColumns} from model as m ${providerJoins}
    where m.layer in (${marks(layers)}) and m.name in (${marks(names)})`;
  return split(await rowsOf<Row & ProviderColumns>(queries, sql, [own, shipped, ...layers, ...names]));
}

type AnswerColumns = Omit<AnswerRow, 'provider'>;

/** @param layers how many */
const answerSql = (layers: number): string =>
  `select m.layer, m.name, m.definition, m.answer, ${providerColumns} from model as m ${providerJoins}
   where m.layer in (${marks(Array(layers).fill(''))}) and m.name = ? order by case when m.layer = ? then 0 else 1 end limit 1`;

const ofOneLayer = answerSql(1);
const ofTwoLayers = answerSql(2);

/**
 * Reads what a name answers: the organization's own model before the shipped one. Aliases are not followed. Most requests
 * need this and nothing else.
 */
export async function answerByName(
  queries: Knex,
  layers: Layers,
  name: string,
): Promise<AnswerRow | undefined> {
  const { own, shipped } = layers;
  const named = namedLayers(layers);
  const bindings = [own, shipped, ...named, name, own];
  const sql = named.length === 1 ? ofOneLayer : ofTwoLayers;
  const row = await rowOf<AnswerColumns & ProviderColumns>(queries, sql, bindings);
  if (row === undefined) return undefined;
  const { layer, definition, answer } = row;
  return { layer, name, definition, answer, provider: providerOf(row) };
}

/** Reads rows of a query of the model `m` with their provider: the organization's own before the shipped one of that id. */
export async function withProvider<Row extends object>(
  query: Knex.QueryBuilder,
  queries: Knex,
  layers: Layers,
): Promise<(Row & { provider: ShownProvider })[]> {
  // The query selects the columns of a Row; knex cannot know which.
  const rows = (await query
    .joinRaw(providerJoins, [layers.own, layers.shipped])
    .select(queries.raw(providerColumns))) as (Row & ProviderColumns)[];
  return split(rows);
}
