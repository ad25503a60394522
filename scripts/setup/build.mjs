import { join } from 'node:path';
import { isBuilt, recordBuild } from './build-stamp.mjs';
import { runChild } from './child.mjs';
import { SetupFailed } from './setup-failed.mjs';
import { workspacesNeededBy } from './workspaces.mjs';

/**
 * Whether a package and all it needs are built from the sources as they are; takes milliseconds.
 * @param {string} root
 * @param {string} name such as `@llm-registry/server`
 */
export function isPackageBuilt(root, name) {
  return isBuilt(root, foldersOf(root, name));
}

/**
 * Builds what is stale of a package and of all it needs.
 * @param {string} root
 * @param {string} name
 * @throws {SetupFailed} with the compiler's own words
 */
export async function buildPackage(root, name) {
  if (isPackageBuilt(root, name)) return;
  console.log('Building');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const { code, output } = await runTurbo(root, ['build', `--filter=${name}...`], {
    progress: () => `  still building after ${seconds()} s`,
  });
  if (code !== 0) throw new SetupFailed(`${output.trim()}\n\nBuilding failed: the compiler says why above.`);
  recordBuild(root, foldersOf(root, name));
  console.log(`Built in ${seconds()} s`);
}

/**
 * Runs tasks of `turbo.json`, two at a time, and lets every independent one finish when one fails.
 * @param {string} root
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, progress?: () => string, logs?: 'errors-only' | 'full' }} [options] `logs`: what to print, all of it as it comes
 */
export function runTurbo(root, args, { logs = 'errors-only', ...options } = {}) {
  const order = logs === 'full' ? 'stream' : 'grouped';
  const printing = ['--ui=stream', `--output-logs=${logs}`, `--log-order=${order}`];
  const command = ['run', ...printing, '--concurrency=2', '--continue=dependencies-successful', ...args];
  return runChild(join(root, 'node_modules/.bin/turbo'), command, { cwd: root, ...options });
}

/**
 * @param {string} root
 * @param {string} name
 */
function foldersOf(root, name) {
  return workspacesNeededBy(root, name).map(({ folder }) => folder);
}
