import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** npm writes this when an installation is complete, and only then: which package lies where, in which version. */
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * One place in `node_modules`, as npm's lock files describe it.
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Place
 */

/**
 * `lean` is what building and serving need; `full` adds the tools of tests, lint and generation.
 * @typedef {'lean' | 'full'} Extent
 */

/**
 * The places that the lock file fills and the installation does not, or with another version. Reading npm's own
 * record rather than a mark of ours also recognizes what a developer installed by hand.
 * @param {string} root
 * @param {Extent} extent
 * @returns {string[]} paths such as `node_modules/express`
 */
export function missingPlaces(root, extent) {
  const installed = readPlaces(join(root, INSTALLED));
  return lockedPlaces(root, extent)
    .filter(([path, place]) => !(path in installed) || installed[path]?.version !== place.version)
    .map(([path]) => path);
}

/**
 * All places an installation of this extent fills on this machine.
 * @param {string} root
 * @param {Extent} extent
 * @returns {[path: string, place: Place][]}
 */
export function lockedPlaces(root, extent) {
  return Object.entries(readPlaces(join(root, 'package-lock.json'))).filter(
    ([path, place]) => path !== '' && (extent === 'full' || !place.dev) && isTakenHere(place),
  );
}

/**
 * Whether tools of tests, lint or generation were installed.
 * @param {string} root
 */
export function hasTools(root) {
  return Object.values(readPlaces(join(root, INSTALLED))).some((place) => place.dev);
}

/**
 * Optional packages are the same program for several systems: the one for this system counts, for others not.
 * Those that name no system, or a C library, are npm's to choose.
 * @param {Place} place
 */
function isTakenHere({ optional, os, cpu, libc }) {
  if (!optional) return true;
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
}

/**
 * @param {string} file
 * @returns {Record<string, Place>}
 */
function readPlaces(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}
