import { LRUCache } from 'lru-cache';
import type { Extent, Lease, Mark } from './lease.js';

interface Entry<Value> {
  value: Value;
  organization: string;
  mark: Mark;
  extent: Extent | undefined;
}

/** What was read before, as long as the lease says that it is still true. */
export interface Kept<Value> {
  /** What is kept under a key and still true, or undefined. */
  get(key: string): Value | undefined;
  /**
   * Keeps what was read for an organization, at a mark that was taken before the first read for it.
   * @param extent what of the organization it is, where that is not the same for all that is kept here
   */
  set(key: string, value: Value, organization: string, mark: Mark, extent?: Extent): void;
  /**
   * What is kept, else what `load` reads, which is then kept.
   * @param organization whose data it is, or how to learn it from the value; null is kept for nobody
   */
  read(key: string, load: () => Promise<Value>, organization: OwnerOf<Value>): Promise<Value>;
}

type OwnerOf<Value> = (value: Value) => string | null;

export interface KeptSettings<Value> {
  /** The most that is kept, in bytes; what was not asked for longest goes first. */
  bytes: number;
  /** About how many bytes a value takes. */
  sizeOf: (value: Value) => number;
  /** What of an organization it is; all of it unless said otherwise. */
  extent?: Extent;
}

/** What an entry costs beside its key and its value, in bytes. */
const overhead = 200;

/** Makes a bounded place for what was read under a lease. */
export function createKept<Value>(lease: Lease, { bytes, sizeOf, extent }: KeptSettings<Value>): Kept<Value> {
  const entries = new LRUCache<string, Entry<Value>>({
    maxSize: bytes,
    sizeCalculation: ({ value }, key) => overhead + key.length * 2 + sizeOf(value),
  });

  function get(key: string): Value | undefined {
    const entry = entries.get(key);
    return entry && lease.holds(entry.organization, entry.mark, entry.extent) ? entry.value : undefined;
  }

  function set(key: string, value: Value, organization: string, mark: Mark, ofThis = extent): void {
    entries.set(key, { value, organization, mark, extent: ofThis });
  }

  return {
    get,
    set,
    async read(key, load, organization) {
      const kept = get(key);
      if (kept !== undefined) return kept;
      // Before the read: a change that comes in between must make its result stale.
      const mark = lease.mark();
      const value = await load();
      const owner = organization(value);
      if (owner === null) entries.delete(key);
      else set(key, value, owner, mark);
      return value;
    },
  };
}
