// Packs what was built into pack/client.tgz, the file that a registry hands out as its own client. Needs no network.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'pack');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
// What the npm above was told, such as a workspace, is not meant for the one below.
const environment = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name));
execFileSync('npm', ['pack', '--silent', '--offline', '--ignore-scripts', '--pack-destination', folder], {
  cwd: root,
  env: { ...Object.fromEntries(environment), npm_config_update_notifier: 'false' },
  stdio: ['ignore', 'ignore', 'inherit'],
  // npm is a .cmd file on Windows, which only a shell can start.
  shell: process.platform === 'win32',
});
const tarball = join(folder, 'client.tgz');
renameSync(join(folder, readdirSync(folder)[0]), tarball);
const LIMIT_BYTES = 300 * 1024;
const { size } = statSync(tarball);
if (size > LIMIT_BYTES)
  throw new Error(`The packed client has ${size} bytes; at most ${LIMIT_BYTES} are allowed`);
