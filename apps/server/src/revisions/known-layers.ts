import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.js';
import type { Layers } from './layers.js';
import { layersOf } from './layers.js';
import type { Lease, Mark } from './lease.js';

/** Where an organization looks now; read from the database where what is kept may be stale or is below a revision. */
export type ReadLayers = (organization: string, atLeast?: number) => Promise<Layers>;

const mostKept = 10_000;

/** Makes the reader of layers that keeps them under the lease. */
export function createLayersReader({ read }: Pick<Database, 'read'>, lease: Lease): ReadLayers {
  const kept = new LRUCache<string, { layers: Layers; mark: Mark }>({ max: mostKept });

  return async (organization, atLeast = 0) => {
    const entry = kept.get(organization);
    if (entry && entry.layers.revision >= atLeast && lease.holds(organization, entry.mark))
      return entry.layers;
    const mark = lease.mark();
    const layers = await layersOf(read, organization);
    const isQuiet = lease.mark() === mark;
    // A change that nobody has told of yet: what else is kept of the organization is older than these layers, and an
    // answer that is made of both would name a revision that its data has not reached.
    if (entry?.layers.revision !== layers.revision) lease.changed(organization);
    kept.set(organization, { layers, mark: isQuiet ? lease.mark() : mark });
    return layers;
  };
}
