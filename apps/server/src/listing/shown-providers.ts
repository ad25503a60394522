import type { Database } from '../db/connect.js';
import type { ShownProvider } from '../models/answer-row.js';
import { createKept } from '../revisions/kept.js';
import type { Layers } from '../revisions/layers.js';
import type { Lease } from '../revisions/lease.js';
import { type FoundProviders, readProviders } from './store.js';

/** The providers of some ids as an organization shows them, at the revision that is wanted if that still is the last. */
export type ProvidersOf = (
  layers: Layers,
  ids: ReadonlySet<string>,
  revision: number,
) => Promise<FoundProviders>;

const mostBytes = 1024 * 1024;

const sizeOfProvider = (provider: ShownProvider): number =>
  100 + (provider ? 2 * (provider.answer.length + provider.key_ids.length) : 0);

function sizeOf({ byId }: FoundProviders): number {
  return [...byId.values()].reduce((sum, provider) => sum + sizeOfProvider(provider), 0);
}

/** Makes the reader of the providers that models show. Most models show few, so those that were read are kept under the lease. */
export function createShownProviders({ read }: Pick<Database, 'read'>, lease: Lease): ProvidersOf {
  const kept = createKept<FoundProviders>(lease, { bytes: mostBytes, sizeOf });

  return async (layers, ids, revision) => {
    const key = `${layers.shipped}\n${layers.organization}`;
    const known = kept.get(key);
    const isNow = known?.revision === revision;
    if (isNow && [...ids].every((id) => known.byId.has(id))) return known;
    const mark = lease.mark();
    const wanted = new Set([...(isNow ? known.byId.keys() : []), ...ids]);
    const found = await readProviders(read, layers, [...wanted]);
    kept.set(key, found, layers.organization, mark);
    return found;
  };
}
