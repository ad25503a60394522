import type { ShippedCatalog, ShippedProvider } from '@llm-registry/catalog';
import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow, ProviderRow } from '../db/rows.js';
import { catalogLayer } from '../revisions/layers.js';
import { aliasRows, shippedModelRow } from './rows.js';

export interface CatalogLoad {
  /** The newest catalog in the database, which is the one that is served. */
  newest: CatalogLayerRow;
  /** Whether this start brought it. */
  loaded: boolean;
}

export interface LoadDeps {
  database: Database;
  clock: () => Date;
  shippedProviderRow: (layer: string, provider: ShippedProvider) => ProviderRow;
}

const rowsPerInsert = 100;

async function newestLayerRow(queries: Knex): Promise<CatalogLayerRow | undefined> {
  return queries('catalog_layer').orderBy('sequence', 'desc').first();
}

/** Copies what the catalog before had and this one has not: readable by name and usable as a base, but not listed. */
async function keepRetired(tx: Knex, before: string, layer: string): Promise<void> {
  const absent = (table: 'model' | 'provider' | 'alias', key: string) =>
    tx(table)
      .where('layer', before)
      .whereNotIn(key, tx(table).where('layer', layer).select(key));
  const models = await absent('model', 'name');
  const retired = models.map((row) => ({ ...row, layer, retired: 1 }));
  await tx.batchInsert('model', retired, rowsPerInsert);
  for (const table of ['provider', 'alias'] as const) {
    const rows = await absent(table, table === 'provider' ? 'provider_id' : 'alias');
    await tx.batchInsert(table, rows.map((row) => ({ ...row, layer })), rowsPerInsert);
  }
}

async function insertLayer(
  tx: Knex,
  catalog: ShippedCatalog,
  before: CatalogLayerRow | undefined,
  { clock, shippedProviderRow }: LoadDeps,
): Promise<CatalogLayerRow> {
  const id = catalogLayer(catalog.hash);
  const row: CatalogLayerRow = {
    id,
    sequence: catalog.sequence,
    model_count: catalog.models.length,
    version: catalog.version,
    as_of: catalog.as_of,
    loaded_at: clock().toISOString(),
  };
  await tx('catalog_layer').insert(row);
  await tx.batchInsert('provider', catalog.providers.map((provider) => shippedProviderRow(id, provider)), rowsPerInsert);
  await tx.batchInsert('model', catalog.models.map((model) => shippedModelRow(id, model)), rowsPerInsert);
  await tx.batchInsert('alias', aliasRows(id, catalog), rowsPerInsert);
  if (before) await keepRetired(tx, before.id, id);
  return row;
}

/**
 * Makes a shipped catalog a layer of the database. One that is there already costs no write, and an older one than the
 * newest is left out: a server that is rolled back does not roll the catalog back.
 */
export async function loadCatalog(catalog: ShippedCatalog, deps: LoadDeps): Promise<CatalogLoad> {
  const present = await newestLayerRow(deps.database.read);
  if (present && catalog.sequence <= present.sequence) return { newest: present, loaded: false };
  return deps.database.write.transaction(async (tx) => {
    // Another server may have been faster since.
    const before = await newestLayerRow(tx);
    if (before && catalog.sequence <= before.sequence) return { newest: before, loaded: false };
    return { newest: await insertLayer(tx, catalog, before, deps), loaded: true };
  });
}
