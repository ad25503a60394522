import { type CatalogDiff, diffCatalogs, type ShippedCatalog } from '@llm-registry/catalog';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow } from '../db/rows.js';
import { shippedModelOf, shippedModelRow } from './rows.js';
import { listedModels, newestLayerRow } from './store.js';

/** The newest catalog of the database, which is the one that is served; undefined before the first was loaded. */
export function newestCatalog({ read }: Database): Promise<CatalogLayerRow | undefined> {
  return newestLayerRow(read);
}

/** What a catalog would change against one that the database holds. */
export async function compareCatalog(
  { read }: Database,
  { id }: CatalogLayerRow,
  catalog: ShippedCatalog,
): Promise<CatalogDiff> {
  const before = (await listedModels(read, id)).map(shippedModelOf);
  // Through the same rows, so that a default is no difference.
  const after = catalog.models.map((model) => shippedModelOf(shippedModelRow(id, model)));
  return diffCatalogs({ models: before }, { models: after });
}
