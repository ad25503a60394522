import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.js';
import type { Layers } from './layers.js';
import { layersOf } from './layers.js';
import type { Lease, Mark } from './lease.js';

/** Where an organization looks now; read from the database where what is kept may be stale or is below a revision. */
export type ReadLayers = (organization: string, atLeast?: number) => Promise<Layers>;

export interface KnownLayers {
  read: ReadLayers;
  /**
   * Takes what a commit of this server has left an organization with, instead of reading it. Call it before the change is
   * acknowledged; it tells the lease.
   * @param since a mark from before the commit was sent, and from when nobody else could write for the organization
   */
  committed(layers: Layers, since: Mark, spared?: 'keys'): void;
}

const mostKept = 10_000;

/** Makes the reader of layers that keeps them under the lease. */
export function createKnownLayers({ read }: Pick<Database, 'read'>, lease: Lease): KnownLayers {
  const kept = new LRUCache<string, { layers: Layers; mark: Mark }>({ max: mostKept });

  /** What was known at `since`, and changes by what this server knows itself, is known after that if nobody told of another. */
  function keep(layers: Layers, since: Mark, change: (() => void) | null): void {
    const isQuiet = lease.mark() === since;
    change?.();
    kept.set(layers.organization, { layers, mark: isQuiet ? lease.mark() : since });
  }

  return {
    async read(organization, atLeast = 0) {
      const entry = kept.get(organization);
      if (entry && entry.layers.revision >= atLeast && lease.holds(organization, entry.mark))
        return entry.layers;
      const mark = lease.mark();
      const layers = await layersOf(read, organization);
      // A change that nobody has told of yet: what else is kept of the organization is older than these layers, and an
      // answer that is made of both would name a revision that its data has not reached.
      const isNews = entry?.layers.revision !== layers.revision;
      keep(layers, mark, isNews ? () => lease.changed(organization) : null);
      return layers;
    },
    committed: (layers, since, spared) =>
      keep(layers, since, () => lease.changed(layers.organization, spared)),
  };
}
