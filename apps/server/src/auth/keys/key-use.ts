import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { ApiKeyRow } from '../../db/rows.js';
import { noteUse } from './store.js';

/** How often the use of one key is written, and how long writing rests after it failed, in milliseconds. */
const interval = 60_000;

/** Of how many keys it is remembered when their use was written. */
const mostRemembered = 10_000;

export interface KeyUse {
  /** Notes that a key was used now. Returns at once, and never throws: the request does not depend on it. */
  note(key: Pick<ApiKeyRow, 'id' | 'last_used_at'>): void;
  /** Resolves when everything noted so far is written or given up; for shutdown. */
  flush(): Promise<void>;
}

/**
 * Writes `last_used_at`, at most once a minute per key, outside the revision. Uses that come while a write runs are
 * gathered into the next one. After a failure (disk full, read-only) it rests for a minute and drops what is noted.
 */
export function createKeyUse(write: Knex, clock: () => Date): KeyUse {
  const waiting = new Map<string, string>();
  // The row that says so may have been read before: rows are kept, and a use is no change that ends that.
  const writtenAt = new LRUCache<string, number>({ max: mostRemembered });
  let writing: Promise<void> | null = null;
  let restsUntil = 0;

  async function writeAll(batch: [string, string][]): Promise<void> {
    await write.transaction(async (tx) => {
      for (const [id, at] of batch) await noteUse(tx, id, at, before(at));
    });
  }

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      // In one order, so that servers that write the same keys do not wait for each other in a circle.
      const batch = [...waiting].sort(([a], [b]) => (a < b ? -1 : 1));
      try {
        await writeAll(batch);
        for (const [id, at] of batch) {
          waiting.delete(id);
          writtenAt.set(id, Date.parse(at));
        }
      } catch {
        restsUntil = clock().getTime() + interval;
        waiting.clear();
      }
    }
    writing = null;
  }

  return {
    note({ id, last_used_at }) {
      const now = clock();
      const read = last_used_at === null ? Number.NEGATIVE_INFINITY : Date.parse(last_used_at);
      const written = Math.max(read, writtenAt.get(id) ?? Number.NEGATIVE_INFINITY);
      if (now.getTime() - written < interval || now.getTime() < restsUntil || waiting.has(id)) return;
      waiting.set(id, now.toISOString());
      writing ??= drain();
    },
    flush: async () => {
      await writing;
    },
  };
}

/** The time from which on an earlier use makes writing this one unnecessary. */
function before(at: string): string {
  return new Date(Date.parse(at) - interval + 1).toISOString();
}
