import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow } from '../db/rows.js';
import { transact } from '../db/transaction.js';
import { recomputeOverCatalog } from '../models/catalog-change.js';
import { type Layers, lockedLayers } from '../revisions/layers.js';
import { changedProviders } from './stamps.js';
import {
  hiddenCount,
  layerOf,
  organizationsBehind,
  pointEmptyTo,
  pointTo,
  providerAnswers,
  stampShowing,
} from './store.js';

/** The layers of an organization once it reads a newer catalog: its revision moves by what the catalog's ordinal does. */
function movedTo(target: CatalogLayerRow, layers: Layers): Layers {
  const { id: shipped, ordinal: catalogOrdinal } = target;
  return {
    ...layers,
    shipped,
    catalogOrdinal,
    revision: layers.revision - layers.catalogOrdinal + catalogOrdinal,
  };
}

/** Own models show shipped providers too: those that answer otherwise now change what the models answer. */
async function stampOverProviders(tx: Knex, from: string, moved: Layers): Promise<void> {
  const before = await providerAnswers(tx, from);
  const changed = changedProviders(before, await providerAnswers(tx, moved.shipped));
  await stampShowing(tx, moved.own, [...changed], moved.revision);
}

/**
 * Moves one organization in a transaction of its own, unless a newer server has taken it as far or further.
 * @returns whether it was moved
 */
function moveOrganization(
  database: Database,
  organization: string,
  target: CatalogLayerRow,
): Promise<boolean> {
  return transact(database, async (tx) => {
    // Nobody writes until the pointer has moved, so that the stamps are of this very revision.
    const layers = await lockedLayers(tx, database.dialect, organization);
    if (layers.catalogOrdinal >= target.ordinal) return false;
    const moved = movedTo(target, layers);
    await recomputeOverCatalog(tx, moved);
    await stampOverProviders(tx, layers.shipped, moved);
    await pointTo(tx, organization, target.id, await hiddenCount(tx, moved));
    return true;
  });
}

/**
 * Moves every organization to a catalog. Those without own models have nothing to compute anew: one statement moves them
 * all. The others follow one by one, each in a transaction of its own, so that nobody waits for all of them. Their
 * revisions move with the catalog's ordinal; no row is written for it.
 * @param changed told of each organization that was moved
 * @returns how many were moved
 */
export async function moveOrganizations(
  database: Database,
  targetId: string,
  changed: (organization: string) => void = () => {},
): Promise<number> {
  const target = await layerOf(database.read, targetId);
  if (target === undefined) return 0;
  const empty = await pointEmptyTo(database.write, target);
  empty.forEach(changed);
  let moved = empty.length;
  for (const organization of await organizationsBehind(database.read, target)) {
    if (!(await moveOrganization(database, organization, target))) continue;
    changed(organization);
    moved += 1;
  }
  return moved;
}
