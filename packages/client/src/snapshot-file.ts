/** Keeps a live copy in a file. For Node only; the rest of this package does without. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SnapshotStore } from './live/snapshot-store.js';

export type { SnapshotStore } from './live/snapshot-store.js';

// A save that still goes on has written since.
const LEFT_AFTER_MS = 3_600_000;

/**
 * A store for `live({ store })` in the file at `path`, which is there whole or not at all, also after a crash: it is written
 * beside, flushed to the disk, and renamed. What a crash left beside it is removed by a save an hour later. Only the user
 * who runs the process may read it. It holds models and no credential. One file for each organization, and for each
 * process that writes.
 */
export function snapshotFile(path: string): SnapshotStore {
  return {
    load: () => read(path),
    save: async (pieces) => {
      await mkdir(dirname(path), { recursive: true });
      await removeLeft(path).catch(() => {});
      // By chance: processes in containers have the same number, and may share a volume.
      const temporary = `${path}.${randomUUID()}.tmp`;
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

/** Removes what saves of this file did not come to finish. */
async function removeLeft(path: string): Promise<void> {
  const names = (await readdir(dirname(path))).filter((name) => isTemporary(name, basename(path)));
  for (const temporary of names.map((name) => join(dirname(path), name))) {
    const { mtimeMs } = await stat(temporary);
    if (mtimeMs < Date.now() - LEFT_AFTER_MS) await rm(temporary, { force: true });
  }
}

function isTemporary(name: string, saved: string): boolean {
  return (
    name.startsWith(`${saved}.`) &&
    /^\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/.test(name.slice(saved.length))
  );
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
