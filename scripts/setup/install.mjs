import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { hasTools, lockedPlaces, missingPlaces } from './installed.mjs';
import { SetupFailed } from './setup-failed.mjs';

/** Settings of the npm that started us which must not reach the npm that we start. */
const CALLERS_SETTINGS =
  /^npm_config_(global|local_prefix|location|prefix|workspaces?|include_workspace_root|omit|include|only|production|dev|dry_run|package_lock|package_lock_only|save)$/i;

/**
 * Installs what `package-lock.json` says, unless it is there already, which needs no network. An installation that
 * has the tools keeps them; one that lacks only the tools gets them added, so that a server running from this folder
 * keeps its files.
 * @param {string} root
 * @param {import('./installed.mjs').Extent} wanted
 * @throws {SetupFailed} with npm's own words
 */
export async function install(root, wanted) {
  const missing = missingPlaces(root, wanted);
  if (missing.length === 0) return;
  const extent = hasTools(root) ? 'full' : wanted;
  console.log(`Installing packages (${missing.length} to go)`);
  const started = Date.now();
  if (extent === 'full' && missingPlaces(root, 'lean').length === 0) {
    await npm(root, 'full', ['install', '--no-save']);
  }
  if (missingPlaces(root, extent).length > 0) await npm(root, extent, ['ci']);
  console.log(`Installed in ${seconds(started)} s`);
}

/**
 * @param {string} root
 * @param {import('./installed.mjs').Extent} extent
 * @param {string[]} command
 */
async function npm(root, extent, command) {
  const places = lockedPlaces(root, extent);
  const started = Date.now();
  const progress = () => {
    const present = places.filter(([path]) => existsSync(join(root, path, 'package.json'))).length;
    return `  still installing: ${present} of ${places.length} packages after ${seconds(started)} s`;
  };
  const [program, ...first] = npmProgram();
  const extentFlag = extent === 'full' ? '--include=dev' : '--omit=dev';
  const flags = [extentFlag, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const { code, output } = await runChild(program, [...first, ...command, ...flags], {
    cwd: root,
    env: withoutCallersSettings(process.env),
    progress,
  });
  if (code !== 0) {
    throw new SetupFailed(
      `${output.trim()}\n\nInstalling packages failed: npm ${command.join(' ')} says why above.`,
    );
  }
}

/**
 * The npm that started this command, if one did, else the one on the path.
 * @returns {[program: string, ...args: string[]]}
 */
function npmProgram() {
  const script = process.env['npm_execpath'];
  return script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
}

/** @param {NodeJS.ProcessEnv} env */
function withoutCallersSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !CALLERS_SETTINGS.test(name)));
}

/** @param {number} started milliseconds since the epoch */
function seconds(started) {
  return Math.round((Date.now() - started) / 1000);
}
