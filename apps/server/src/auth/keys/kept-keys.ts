import type { ApiKeyRow } from '../../db/rows.js';
import { createKept } from '../../revisions/kept.js';
import type { Lease } from '../../revisions/lease.js';

type FindKey = (id: string) => Promise<ApiKeyRow | undefined>;

const mostBytes = 4 * 1024 * 1024;
/** About what a row takes, in bytes. */
const rowSize = 600;

/**
 * Finds a key as it was read before, for as long as the lease says that none of its organization has changed: what other
 * servers change may be keys. An id that is unknown is looked up each time.
 */
export function keepKeys(lease: Lease, find: FindKey): FindKey {
  const kept = createKept<ApiKeyRow | undefined>(lease, {
    bytes: mostBytes,
    sizeOf: () => rowSize,
    extent: 'keys',
  });
  return (id) =>
    kept.read(
      id,
      () => find(id),
      (key) => key?.organization ?? null,
    );
}
