import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.js';
import type { Done } from './commit.js';
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
   */
  committed(done: Done): void;
}

const mostKept = 10_000;

/** Makes the reader of layers that keeps them under the lease. */
export function createKnownLayers(
  { read, foreignCommits }: Pick<Database, 'read' | 'foreignCommits'>,
  lease: Lease,
): KnownLayers {
  const kept = new LRUCache<string, { layers: Layers; mark: Mark }>({ max: mostKept });

  /** What was known at `since`, and changes by what this server knows itself, is known after that if nobody told of another. */
  function keep(layers: Layers, since: Mark, change: (() => void) | null): void {
    const isQuiet = lease.mark() === since;
    change?.();
    kept.set(layers.organization, { layers, mark: isQuiet ? lease.mark() : since });
  }

  /** Where nobody has changed anything between what is known and a commit, that is no news when the database tells of it. */
  function recognize({ layers: { organization }, from, changedIn }: Done): void {
    const isNext = kept.get(organization)?.layers.revision === from;
    if (isNext && changedIn !== null && foreignCommits.kind === 'polled')
      foreignCommits.own(organization, changedIn);
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
    committed(done) {
      recognize(done);
      const { layers, since, kinds } = done;
      keep(layers, since, () => lease.changed(layers.organization, kinds.has('key') ? undefined : 'keys'));
    },
  };
}
