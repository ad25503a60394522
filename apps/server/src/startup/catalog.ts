import { loadShippedCatalog, shippedSequence } from '@llm-registry/catalog';
import { newestCatalog } from '../catalog/compare.js';
import { type CatalogLoad, loadCatalog } from '../catalog/load.js';
import { moveOrganizations } from '../catalog/move.js';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow } from '../db/rows.js';
import type { Logger } from '../observe/logs.js';
import { shippedProviderRow } from '../providers/row.js';

/** Reads the whole shipped catalog only where the database does not have it, which is at few starts. */
async function loadedOnce(database: Database, clock: () => Date): Promise<CatalogLoad> {
  const present = await newestCatalog(database);
  if (present && shippedSequence() <= present.sequence) return { newest: present, loaded: false };
  return loadCatalog(loadShippedCatalog(), { database, clock, shippedProviderRow });
}

/** Loads the shipped catalog where the database does not have it yet. @returns the newest that the database has */
export async function catalogIn(
  database: Database,
  clock: () => Date,
  log: Logger,
): Promise<CatalogLayerRow> {
  const { newest, loaded } = await loadedOnce(database, clock);
  const { version, as_of, model_count } = newest;
  log.info({ version, as_of, models: model_count }, loaded ? 'catalog loaded' : 'catalog is there already');
  return newest;
}

/** Organizations move to a newer catalog while requests are served; one that fails stays on its own. */
export async function upgradeOrganizations(
  database: Database,
  catalog: CatalogLayerRow,
  changed: (organization: string) => void,
  log: Logger,
): Promise<void> {
  try {
    const moved = await moveOrganizations(database, catalog.id, changed);
    if (moved > 0) log.info({ organizations: moved }, 'moved organizations to the newest catalog');
  } catch (err) {
    log.error(
      { err },
      'organizations could not all be moved to the newest catalog; the next start tries again',
    );
  }
}
