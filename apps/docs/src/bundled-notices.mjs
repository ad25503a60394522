// The notices of the packages whose code is inside a bundle, read from the bundle's source map and an installed tree.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, version: string, license: string, text: string }} Notice
 */

const rule = '='.repeat(80);

/**
 * The packages that a bundle has code of, by the paths in its source map; the bundle's own sources are not among them.
 * @param {string[]} sources
 */
export function bundledPackages(sources) {
  const names = sources.flatMap((source) => source.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** @param {string} folder */
function licenseText(folder) {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

/**
 * What an installed package says of its license.
 * @param {string} name
 * @param {string[]} folders where packages are installed, nested ones too
 * @returns {Notice} throws where the package is not installed: a notice must not be left out silently
 */
export function readNotice(name, folders) {
  const folder = folders.find((path) => path.endsWith(`/node_modules/${name}`) && existsSync(path));
  if (folder === undefined)
    throw new Error(`${name} is in the bundle but not installed, so its notice is unknown.`);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return {
    name,
    version,
    license,
    text: licenseText(folder) || `License: ${license} (the package holds no text of it)`,
  };
}

/**
 * All notices as one text; packages with the same text share it.
 * @param {Notice[]} notices
 */
export function renderNotices(notices) {
  /** @type {Map<string, string[]>} */
  const holders = new Map();
  for (const { name, version, license, text } of notices) {
    holders.set(text, [...(holders.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...holders]
    .map(([text, packages]) => [rule, ...packages, rule, '', text, ''].join('\n'))
    .join('\n');
}
