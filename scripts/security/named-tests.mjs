import { posix } from 'node:path';

/**
 * The tests that a document names: where its links lead to files of tests.
 * @param {string} text Markdown
 * @returns {string[]} paths from where the document is, each once
 */
export function testsNamedIn(text) {
  const targets = [...text.matchAll(/\]\(([^)#\s]+\.test\.m?[jt]s)\)/g)].map(([, target = '']) => target);
  return [...new Set(targets.map((target) => posix.normalize(target)))];
}

/**
 * Files by the folder from which their tests are run; those of none of the packages are the root's.
 * @param {readonly string[]} files from the root
 * @param {readonly string[]} folders of the packages
 * @returns {Map<string, string[]>} with the files as seen from each folder
 */
export function byPackage(files, folders) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const file of files) {
    const folder = folders.find((one) => file.startsWith(`${one}/`)) ?? '.';
    const own = found.get(folder) ?? [];
    found.set(folder, [...own, folder === '.' ? file : file.slice(folder.length + 1)]);
  }
  return found;
}
