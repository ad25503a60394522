// Packs what was built into pack/client.tgz, the file that a registry hands out as its own client. Needs no network.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'pack');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const packed = execFileSync(
  'npm',
  ['pack', '--json', '--offline', '--ignore-scripts', '--pack-destination', folder],
  {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, npm_config_update_notifier: 'false' },
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  },
);
const [{ filename, size }] = JSON.parse(packed);
const LIMIT_BYTES = 300 * 1024;
if (size > LIMIT_BYTES)
  throw new Error(`The packed client has ${size} bytes; at most ${LIMIT_BYTES} are allowed`);
renameSync(join(folder, filename), join(folder, 'client.tgz'));
