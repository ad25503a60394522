// `npm run test:security`: the tests that SECURITY.md names, with ten times the random requests of `npm test`, and
// what npm knows about the packages. Needs what `npm test` needs: `npm ci` and `npm run build`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audit } from './security/audit.mjs';
import { byPackage, testsNamedIn } from './security/named-tests.mjs';
import { runTurbo } from './setup/build.mjs';
import { runChild } from './setup/child.mjs';
import { workspaces } from './setup/workspaces.mjs';
import { failed, newTally } from './testing/tally.mjs';
import { forgetResults, RESULTS_FILE, RESULTS_FLAGS, readRun } from './testing/vitest-results.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const env = { FUZZ_REQUESTS: '20000', ...process.env };
const tally = newTally({ skipsFail: false });

/**
 * @param {string} folder
 * @param {readonly string[]} files
 */
async function run(folder, files) {
  const cwd = join(root, folder);
  const results = join(cwd, RESULTS_FILE);
  forgetResults(results);
  console.log(`\n# ${folder === '.' ? 'scripts' : folder}`);
  const vitest = join(root, 'node_modules/.bin/vitest');
  const args = ['run', ...(folder === '.' ? ['--dir', 'scripts'] : []), ...RESULTS_FLAGS, ...files];
  const { code } = await runChild(vitest, args, { cwd, env, show: true });
  tally.add(readRun(code === 0, [results], root));
}

if ((await runTurbo(root, ['build'], { show: true })).code === 0) {
  const named = testsNamedIn(readFileSync(join(root, 'SECURITY.md'), 'utf8'));
  const folders = workspaces(root).map(({ folder }) => folder);
  for (const [folder, files] of byPackage(named, folders)) await run(folder, files);
} else {
  tally.add(failed('build'));
}
tally.add(await audit(root));
console.log(`\n${[...tally.notes(), tally.line()].join('\n')}`);
process.exitCode = tally.ok() ? 0 : 1;
