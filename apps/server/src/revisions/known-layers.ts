import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.js';
import type { Done } from './commit.js';
import type { Layers } from './layers.js';
import { layersOf } from './layers.js';
import type { Lease, Mark, Touched } from './lease.js';

/** Where an organization looks now; read from the database where what is kept may be stale or is below a revision. */
export type ReadLayers = (organization: string, atLeast?: number) => Promise<Layers>;

export interface KnownLayers {
  read: ReadLayers;
  /** Where an organization looks now, where that is known without asking. */
  known(organization: string): Layers | undefined;
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

  /** Whether nobody has changed anything between what is known of an organization and a commit. */
  const isNext = ({ layers: { organization }, from }: Done): boolean =>
    kept.get(organization)?.layers.revision === from;

  /**
   * What a commit has touched. Behind what is known that is all that has changed; else others have changed more, which
   * must not be answered under the revision of this one, and the database is to tell of it.
   */
  function touchedBy(done: Done): Touched {
    const { layers, touched, changedIn } = done;
    if (touched === null || !isNext(done)) return 'anything';
    if (changedIn !== null && foreignCommits.kind === 'polled')
      foreignCommits.own(layers.organization, changedIn);
    return touched;
  }

  function known(organization: string): Layers | undefined {
    const entry = kept.get(organization);
    return entry && lease.holds(organization, entry.mark) ? entry.layers : undefined;
  }

  return {
    known,
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
      const touched = touchedBy(done);
      keep(done.layers, done.since, () => lease.changed(done.layers.organization, touched));
    },
  };
}
