import type { Knex } from 'knex';
import type { AliasRow, CatalogLayerRow, ModelRow, ProviderRow } from '../db/rows.js';
import type { Layers } from '../revisions/layers.js';
import type { StampedAnswer } from './stamps.js';

/** What lies in a layer. */
export interface LayerRows {
  provider: ProviderRow[];
  model: ModelRow[];
  alias: AliasRow[];
}

/** How many rows one INSERT carries: engines bound the number of values in a statement. */
const rowsPerInsert = 100;

const tables = ['provider', 'model', 'alias'] as const;

export async function newestLayerRow(queries: Knex): Promise<CatalogLayerRow | undefined> {
  return queries('catalog_layer').orderBy('sequence', 'desc').first();
}

/** The models of a layer that are listed. */
export async function listedModels(queries: Knex, layer: string): Promise<ModelRow[]> {
  return queries('model').where({ layer, retired: 0 });
}

/** What the models of a layer answer, and since when. */
export function stampedAnswers(queries: Knex, layer: string): Promise<StampedAnswer[]> {
  return queries('model').where({ layer }).select('name', 'answer', 'provider_id', 'revision');
}

export function providerAnswers(
  queries: Knex,
  layer: string,
): Promise<Pick<ProviderRow, 'provider_id' | 'answer'>[]> {
  return queries('provider').where({ layer }).select('provider_id', 'answer');
}

export function layerOf(queries: Knex, id: string): Promise<CatalogLayerRow | undefined> {
  return queries('catalog_layer').where({ id }).first();
}

export async function insertLayer(tx: Knex, row: CatalogLayerRow): Promise<void> {
  await tx('catalog_layer').insert(row);
}

export async function insertRows(tx: Knex, rows: LayerRows): Promise<void> {
  for (const table of tables) await tx.batchInsert(table, rows[table], rowsPerInsert);
}

/** What one layer holds under keys that another has not. */
export async function absentRows(tx: Knex, from: string, layer: string): Promise<LayerRows> {
  const keysOf = (table: keyof LayerRows, key: string) => tx(table).where('layer', layer).select(key);
  return {
    provider: await tx('provider')
      .where('layer', from)
      .whereNotIn('provider_id', keysOf('provider', 'provider_id')),
    model: await tx('model').where('layer', from).whereNotIn('name', keysOf('model', 'name')),
    alias: await tx('alias').where('layer', from).whereNotIn('alias', keysOf('alias', 'alias')),
  };
}

/** The aliases of a layer that are not among those of a newer one: they go on meaning what they meant. */
export async function absentAliases(tx: Knex, from: string, newer: readonly AliasRow[]): Promise<AliasRow[]> {
  const taken = new Set(newer.map(({ alias }) => alias));
  const rows = await tx('alias').where('layer', from);
  return rows.filter(({ alias }) => !taken.has(alias));
}

/** Removes the layers before a sequence that no organization reads any more. */
export async function removeUnusedLayers(tx: Knex, before: number): Promise<void> {
  const unused = await tx('catalog_layer')
    .where('sequence', '<', before)
    .whereNotIn('id', tx('organization').select('catalog'))
    .select('id');
  const ids = unused.map(({ id }) => id);
  for (const table of tables) await tx(table).whereIn('layer', ids).delete();
  await tx('catalog_layer').whereIn('id', ids).delete();
}

type Target = Pick<CatalogLayerRow, 'id' | 'sequence'>;

const olderThan = (queries: Knex, { sequence }: Target) =>
  queries('catalog_layer').where('sequence', '<', sequence).select('id');

/** Points every organization without own models that reads an older catalog to a newer one. @returns which */
export async function pointEmptyTo(queries: Knex, target: Target): Promise<string[]> {
  const rows = await queries('organization')
    .where('own_count', 0)
    .whereIn('catalog', olderThan(queries, target))
    .update({ catalog: target.id, hidden_count: 0 })
    .returning('id');
  return rows.map(({ id }) => id);
}

/** Organizations that read an older catalog than one. */
export async function organizationsBehind(queries: Knex, target: Target): Promise<string[]> {
  const rows = await queries('organization')
    .whereIn('catalog', olderThan(queries, target))
    .orderBy('id')
    .select('id');
  return rows.map(({ id }) => id);
}

/** How many providers one statement names. */
const providersPerUpdate = 500;

/** Stamps the own models that show one of some shipped providers, which an own one of its id hides. */
export async function stampShowing(
  tx: Knex,
  own: string,
  providers: readonly string[],
  revision: number,
): Promise<void> {
  for (let start = 0; start < providers.length; start += providersPerUpdate) {
    await tx('model')
      .where('layer', own)
      .whereIn('provider_id', providers.slice(start, start + providersPerUpdate))
      .whereNotIn('provider_id', tx('provider').where('layer', own).select('provider_id'))
      .update({ revision });
  }
}

/** How many listed shipped models own ones of the same name hide. */
export async function hiddenCount(tx: Knex, { own, shipped }: Layers): Promise<number> {
  const [row]: { count?: number | string }[] = await tx('model as m')
    .joinRaw('cross join model as s')
    .where({ 'm.layer': own, 's.layer': shipped, 's.retired': 0 })
    .whereRaw('s.name = m.name')
    .count({ count: '*' });
  return Number(row?.count);
}

export async function pointTo(tx: Knex, organization: string, layer: string, hidden: number): Promise<void> {
  await tx('organization').where('id', organization).update({ catalog: layer, hidden_count: hidden });
}
