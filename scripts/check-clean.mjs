// `node scripts/check-clean.mjs`: fails when the work tree holds anything that is not committed and not ignored.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What differs from the last commit: path to a mark of its present content. Undefined where there is no git to ask.
 * @param {string} root
 * @returns {Map<string, string> | undefined}
 */
export function uncommitted(root) {
  const lines = gitStatus(root);
  return (
    lines &&
    new Map(lines.map((line) => [line.slice(3), line.slice(0, 2) + contentMark(join(root, line.slice(3)))]))
  );
}

/**
 * The paths that became different, or differently so, between two answers of `uncommitted`.
 * @param {Map<string, string>} before
 * @param {Map<string, string>} after
 * @returns {string[]}
 */
export function changedBetween(before, after) {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}

/** @param {string} root */
function gitStatus(root) {
  const args = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'];
  try {
    const output = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.split('\0').filter((line) => line !== '');
  } catch {
    // No git, or a folder that came as an archive.
    return undefined;
  }
}

/** @param {string} file */
function contentMark(file) {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return 'no file';
  }
}

function main() {
  const found = uncommitted(fileURLToPath(new URL('..', import.meta.url)));
  if (found?.size === 0) return;
  console.error(
    found
      ? `Not committed:\n${[...found.keys()].map((path) => `  ${path}`).join('\n')}`
      : 'No git checkout here',
  );
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
