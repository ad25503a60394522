import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const STAMP = 'node_modules/.cache/llm-registry/build.json';
/** Compiled code, and the client as the server hands it out. */
const OUTPUTS = ['dist', 'pack'];
const NOT_SOURCES = new Set([...OUTPUTS, 'node_modules', 'coverage', '.turbo']);
const ROOT_SOURCES = [
  'openapi.yaml',
  'package-lock.json',
  'tsconfig.base.json',
  'turbo.json',
  // Pages of the documentation.
  'CHANGELOG.md',
  'docs/configuration.md',
];

/**
 * Whether the last recorded build was made from the sources as they are and still lies there as it was left.
 * @param {string} root
 * @param {readonly string[]} folders packages that take part in the build
 */
export function isBuilt(root, folders) {
  if (!existsSync(join(root, STAMP))) return false;
  return readFileSync(join(root, STAMP), 'utf8') === stampOf(root, folders);
}

/**
 * Remembers the build that was just made.
 * @param {string} root
 * @param {readonly string[]} folders
 */
export function recordBuild(root, folders) {
  mkdirSync(dirname(join(root, STAMP)), { recursive: true });
  writeFileSync(join(root, STAMP), stampOf(root, folders));
}

/**
 * Sources are compared by content, since a checkout changes times and not files; what was built, which is larger, by
 * size and time.
 * @param {string} root
 * @param {readonly string[]} folders
 */
function stampOf(root, folders) {
  const sources = [...ROOT_SOURCES, ...folders.flatMap((folder) => filesIn(root, folder, isSource))];
  const outputs = folders.flatMap((folder) =>
    OUTPUTS.flatMap((output) => filesIn(root, `${folder}/${output}`, () => true)),
  );
  return JSON.stringify({
    sources: hash(sources, (file) => readFileSync(file), root),
    outputs: hash(outputs, (file) => sizeAndTime(file), root),
  });
}

/**
 * @param {readonly string[]} files
 * @param {(file: string) => string | Buffer} describe
 * @param {string} root
 */
function hash(files, describe, root) {
  const all = createHash('sha256');
  for (const file of files) {
    const description = describe(join(root, file));
    all.update(`${file}\0${description.length}\0`).update(description);
  }
  return all.digest('hex');
}

/** @param {string} file */
function sizeAndTime(file) {
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}

/** @param {string} name */
function isSource(name) {
  return !NOT_SOURCES.has(name) && !/\.test\.[cm]?[jt]sx?$/.test(name);
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {(name: string) => boolean} accept asked for folders too
 * @returns {string[]} paths relative to the root, in a stable order
 */
function filesIn(root, folder, accept) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => accept(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(root, path, accept) : [path];
    });
}
