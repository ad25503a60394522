// `npm test`: the same set-up as `npm start`, then everything that holds the code to what it promises.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changedBetween, uncommitted } from './check-clean.mjs';
import { regenerate } from './check-generated.mjs';
import { buildPackage, runTurbo } from './setup/build.mjs';
import { runChild } from './setup/child.mjs';
import { install } from './setup/install.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { unsupportedNode } from './setup/node-version.mjs';
import { SetupFailed } from './setup/setup-failed.mjs';
import { workspaces } from './setup/workspaces.mjs';
import { failed, newTally, passed, skipped } from './testing/tally.mjs';
import { forgetResults, RESULTS_FILE, RESULTS_FLAGS, readRun } from './testing/vitest-results.mjs';

const SERVER = '@llm-registry/server';
const CONTRACTS = ['openapi.yaml', 'apps/server/src/generated/openapi-3.0.json'];
const root = fileURLToPath(new URL('..', import.meta.url));
const inCi = !['', '0', 'false', undefined].includes(process.env['CI']);
const tally = newTally({ skipsFail: inCi });
/**
 * What takes minutes is tried in CI and by commands of its own; the tests themselves know what that is. They need not
 * build once more, nor start servers from sources, which takes twice as long.
 */
const given = { TEST_FORM: inCi ? 'whole' : 'short', TEST_BUILT: 'yes' };

/** @param {string} name @param {...string} args */
const tool = async (name, ...args) =>
  (await runChild(join(root, 'node_modules/.bin', name), args, { cwd: root, show: true })).code === 0;

/** @param {string} task */
const turbo = async (task) => (await runTurbo(root, [task], { show: true })).code === 0;

async function setUp() {
  const problem = unsupportedNode(process.versions.node);
  if (problem) throw new SetupFailed(problem);
  await withSetupLock(root, () => install(root, 'full'));
}

/**
 * @param {string} name
 * @param {() => Promise<boolean>} holds
 */
async function check(name, holds) {
  console.log(`\n# ${name}`);
  const outcome = (await holds()) ? passed() : failed(name);
  tally.add(outcome);
  return outcome.failed === 0;
}

async function build() {
  return withSetupLock(root, async () => {
    const built = await turbo('build');
    if (built) await buildPackage(root, SERVER);
    return built;
  });
}

async function types() {
  const ofPackages = await turbo('typecheck');
  return (await tool('tsc', '-p', 'scripts/tsconfig.json')) && ofPackages;
}

/**
 * @param {readonly string[]} folders whose tests `run` runs
 * @param {() => Promise<boolean>} run
 */
async function count(folders, run) {
  const files = folders.map((folder) => join(root, folder, RESULTS_FILE));
  for (const file of files) forgetResults(file);
  tally.add(readRun(await run(), files, root));
}

/** Unit, store and contract tests of every package, and those of these scripts. */
async function tests() {
  console.log('\n# tests');
  const packages = workspaces(root).filter(({ scripts }) => 'test' in scripts);
  await count(['.'], () => tool('vitest', 'run', '--dir', 'scripts', ...RESULTS_FLAGS));
  await count(
    packages.map(({ folder }) => folder),
    async () => {
      const env = { ...given, ...process.env };
      const options = /** @type {const} */ ({ show: true, logs: 'full', env });
      // All is built. To turbo the flags make another task of each build too, which it would run once more.
      return (await runTurbo(root, ['test', '--only', '--', ...RESULTS_FLAGS], options)).code === 0;
    },
  );
}

async function generatedCode() {
  console.log('\n# generated code');
  const outcome = await regenerate(root);
  if ('impossible' in outcome) return tally.add(skipped(`generating again, because ${outcome.impossible}`));
  if ('failure' in outcome) return tally.add(failed(`generating again:\n${outcome.failure}`));
  if (outcome.differing.length === 0) return tally.add(passed());
  tally.add(
    failed(
      `generated code is not what openapi.yaml gives (npm run generate): ${outcome.differing.join(', ')}`,
    ),
  );
}

/** @param {Map<string, string> | undefined} before what was not committed when the run began; in CI, nothing may be */
function cleanTree(before) {
  console.log('\n# work tree');
  const after = uncommitted(root);
  if (!before || !after)
    return tally.add(skipped('comparing the work tree, because this is no git checkout'));
  const changed = changedBetween(inCi ? new Map() : before, after);
  tally.add(changed.length === 0 ? passed() : failed(`left in the work tree: ${changed.join(', ')}`));
}

async function main() {
  const before = uncommitted(root);
  await setUp();
  await check('code lint', () => tool('biome', 'check', '.'));
  await check('contract lint', () => tool('redocly', 'lint', ...CONTRACTS));
  if (await check('build', build)) {
    await check('types', types);
    await tests();
  } else {
    tally.add(skipped('types and tests, because the build failed'));
  }
  await generatedCode();
  cleanTree(before);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  tally.add(failed(error.message));
}
console.log(`\n${[...tally.notes(), tally.line()].join('\n')}`);
process.exitCode = tally.ok() ? 0 : 1;
