import type { Database } from '../db/connect.js';
import type { Layers } from '../revisions/layers.js';
import { createMemo } from './bounded-memo.js';
import { type KeptCounts, readKeptCounts } from './store.js';

const rememberedOrganizations = 1_000;

export type CountsKept = (layers: Layers) => Promise<KeptCounts>;

/** Makes the reader of the counts that writes keep. They are remembered for as long as the organization's revision stays. */
export function createKeptCounts({ read }: Database): CountsKept {
  const memo = createMemo<KeptCounts>(rememberedOrganizations);
  return async ({ organization, revision, shipped }) => {
    const key = JSON.stringify([organization, revision, shipped]);
    const counts = memo.get(key) ?? (await readKeptCounts(read, organization, shipped));
    memo.set(key, counts);
    return counts;
  };
}
