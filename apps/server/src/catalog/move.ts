import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import { recomputeOverCatalog } from '../models/catalog-change.js';
import type { Commit } from '../revisions/commit.js';
import type { Layers } from '../revisions/layers.js';
import { hiddenCount, organizationsBehind, pointTo, sequenceOf } from './store.js';

async function move(tx: Knex, layers: Layers, target: string): Promise<void> {
  const moved = { ...layers, shipped: target };
  await recomputeOverCatalog(tx, moved);
  await pointTo(tx, layers.organization, target, await hiddenCount(tx, moved));
}

/**
 * Moves every organization to a catalog, each in a transaction of its own with a revision of its own, so that nobody
 * waits for all of them. One that a newer server has taken further since stays there.
 * @returns how many were moved
 */
export async function moveOrganizations(database: Database, commit: Commit, target: string): Promise<number> {
  const sequence = await sequenceOf(database.read, target);
  let moved = 0;
  for (const organization of await organizationsBehind(database.read, sequence)) {
    const { value } = await commit({ organization, principal: 'server' }, async (tx, layers) => {
      if ((await sequenceOf(tx, layers.shipped)) >= sequence) return { value: 0, change: null };
      await move(tx, layers, target);
      return {
        value: 1,
        change: { operation: 'moveToCatalog', kind: 'catalog', name: target, stored: null },
      };
    });
    moved += value;
  }
  return moved;
}
