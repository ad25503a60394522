/** Keeps a live copy in a file. For Node only; the rest of this package does without. */
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SnapshotStore } from './live/snapshot-store.js';

export type { SnapshotStore } from './live/snapshot-store.js';

let stores = 0;

/**
 * A store for `live({ store })` in the file at `path`, which is there whole or not at all, also after a crash: it is written
 * beside, flushed to the disk, and renamed. Only the user who runs the process may read it. It holds models and no
 * credential. One file for each organization, and for each process that writes.
 */
export function snapshotFile(path: string): SnapshotStore {
  // The same name after a restart, so that what a crash left is overwritten and not added to.
  const temporary = `${path}.${process.pid}-${stores++}.tmp`;
  return {
    load: () => read(path),
    save: async (pieces) => {
      await mkdir(dirname(path), { recursive: true });
      try {
        await write(temporary, pieces);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
  };
}

async function read(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  const file = await openThere(path);
  return file?.createReadStream();
}

async function openThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function write(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for (const piece of pieces) await file.appendFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}
