// `node scripts/check-generated.mjs`: generates everything again in a scratch folder and fails when what is committed differs.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './setup/child.mjs';

const INPUTS = ['openapi.yaml', 'openapitools.json', 'package.json', 'scripts'];
const GENERATOR = 'node_modules/@openapitools/openapi-generator-cli/versions';

/**
 * How generating again went: `differing` files, or why it could not be tried, or what the generator said.
 * @typedef {{ differing: string[] } | { impossible: string } | { failure: string }} Regeneration
 */

/**
 * Generates in a scratch folder, so that neither a failing generator nor an unfinished edit harms the work tree.
 * @param {string} root
 * @returns {Promise<Regeneration>}
 */
export async function regenerate(root) {
  if (!hasJava()) return { impossible: 'this machine has no Java' };
  const scratch = mkdtempSync(join(tmpdir(), 'llm-registry-generate-'));
  try {
    prepare(root, scratch);
    const { code, output } = await runChild(process.execPath, ['scripts/generate.mjs'], { cwd: scratch });
    if (code === 0) return { differing: differing(root, scratch) };
    if (!hasGenerator(root))
      return { impossible: 'the generator is not here yet and could not be downloaded' };
    return { failure: output };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function hasJava() {
  // On macOS there is a program of this name that only says where to get one.
  return spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
}

/** @param {string} root */
function hasGenerator(root) {
  return (
    existsSync(join(root, GENERATOR)) &&
    readdirSync(join(root, GENERATOR)).some((name) => name.endsWith('.jar'))
  );
}

/**
 * @param {string} root
 * @param {string} scratch
 */
function prepare(root, scratch) {
  for (const input of INPUTS) cpSync(join(root, input), join(scratch, input), { recursive: true });
  for (const folder of generatedFolders(root)) mkdirSync(dirname(join(scratch, folder)), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
}

/**
 * Compares the folders that were generated; others of this name are made by other means.
 * @param {string} root
 * @param {string} scratch
 */
function differing(root, scratch) {
  return generatedFolders(scratch)
    .flatMap((folder) => differingFiles(join(root, folder), join(scratch, folder)))
    .map((file) => relative(root, file));
}

/**
 * The files that two folders do not have alike, as paths in the first.
 * @param {string} kept
 * @param {string} made
 * @returns {string[]}
 */
export function differingFiles(kept, made) {
  const names = new Set([...filesIn(kept), ...filesIn(made)]);
  return [...names]
    .filter((name) => !sameFile(join(kept, name), join(made, name)))
    .sort()
    .map((name) => join(kept, name));
}

/**
 * @param {string} one
 * @param {string} other
 */
function sameFile(one, other) {
  return existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));
}

/** @param {string} root */
function generatedFolders(root) {
  return ['apps', 'packages']
    .filter((parent) => existsSync(join(root, parent)))
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}/src/generated`))
    .filter((folder) => existsSync(join(root, folder)));
}

/** @param {string} folder */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function main() {
  const outcome = await regenerate(fileURLToPath(new URL('..', import.meta.url)));
  if ('differing' in outcome && outcome.differing.length === 0) return;
  console.error(
    'differing' in outcome
      ? `Not what openapi.yaml gives (npm run generate):\n${outcome.differing.map((file) => `  ${file}`).join('\n')}`
      : 'impossible' in outcome
        ? `Cannot generate: ${outcome.impossible}`
        : outcome.failure,
  );
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
