// Makes a disk slow for a program: 2 ms are added to each fsync and fdatasync.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./slow-fsync.c', import.meta.url));

/**
 * Builds what makes it slow, into a folder.
 * @returns the environment of a program for which it is slow; null where there is no C compiler (`cc`), or another system than Linux
 */
export function slowDisk(folder) {
  const library = join(folder, 'slow-fsync.so');
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0 && process.platform === 'linux' ? { LD_PRELOAD: library } : null;
}
