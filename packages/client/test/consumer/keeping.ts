import type { SnapshotStore } from '@llm-registry/client';
import { snapshotFile } from '@llm-registry/client/snapshot-file';
import { follow } from './program.js';

export async function followAndKeep(baseUrl: string, path: string): Promise<string[]> {
  const store: SnapshotStore = snapshotFile(path);
  return follow(baseUrl, store);
}
