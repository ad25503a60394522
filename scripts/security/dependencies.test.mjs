import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * @typedef {object} Locked a package of the lock file
 * @property {string} version
 * @property {boolean} [link] whether it is one of this repository
 * @property {string} [license] as an SPDX expression
 * @property {string} [resolved] where it is downloaded from; npm asks its registry where it is absent
 * @property {string} [integrity] hashes of its archive (Subresource Integrity)
 * @property {boolean} [dev] whether only tests and tools need it
 */

const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
/** @type {{ packages: Record<string, Locked> }} */
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
const foreign = Object.entries(packages).filter(
  ([place, { link }]) => place.includes('node_modules/') && link !== true,
);

const nameOf = (/** @type {string} */ place) => place.replace(/^.*node_modules\//, '');

/** What may be in here: all of these allow use, change and redistribution, and ask for no more than to be named. */
const permitted = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
  'Zlib',
];

/** Changes to files of these have to be published (MPL-2.0). We change none, and the image of the server has neither. */
const permittedTools = [/^lightningcss(-.+)?$/, /^axe-core$/];

/** Packages that say it in a field which npm stopped to read: it says MIT in all of them. */
const ofOldForm = [
  'busboy',
  'compute-gcd',
  'compute-lcm',
  'streamsearch',
  'validate.io-function',
  'validate.io-integer',
  'validate.io-integer-array',
  'validate.io-number',
];

/**
 * @param {string} name
 * @param {string | undefined} license
 */
function isPermitted(name, license) {
  if (license === undefined) return ofOldForm.includes(name);
  if (license === 'MPL-2.0') return permittedTools.some((tool) => tool.test(name));
  const parts = license.replace(/[()]/g, '').split(/ (?:AND|OR) /);
  return parts.every((part) => permitted.includes(part));
}

describe('every package that is installed', () => {
  it('has a license that is listed here', () => {
    expect(foreign.length).toBeGreaterThan(300);
    const others = foreign.filter(([place, { license }]) => !isPermitted(nameOf(place), license));
    expect(others.map(([place, { license }]) => `${place}: ${license}`)).toEqual([]);
  });

  it('is what it was when it was chosen, by a hash that nobody forges', () => {
    const others = foreign.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
    expect(others.map(([place]) => place)).toEqual([]);
  });

  it('comes from the registry of npm and nowhere else', () => {
    const elsewhere = foreign.filter(
      ([, { resolved = 'https://registry.npmjs.org/' }]) =>
        !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(([place, { resolved }]) => `${place}: ${resolved}`)).toEqual([]);
  });
});

it('a license that is not listed is found', () => {
  expect(isPermitted('a', 'GPL-3.0-only')).toBe(false);
  expect(isPermitted('a', 'MIT OR GPL-3.0-only')).toBe(false);
  expect(isPermitted('a', undefined)).toBe(false);
  expect(isPermitted('a', 'MPL-2.0')).toBe(false);
  expect(isPermitted('a', '(MIT AND Zlib)')).toBe(true);
});
