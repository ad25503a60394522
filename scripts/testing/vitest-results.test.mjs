import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { forgetResults, RESULTS_FILE, RESULTS_FLAGS, readRun } from './vitest-results.mjs';

// Inside the repository, so that these packages find vitest as the real ones do.
const root = fileURLToPath(new URL('../..', import.meta.url));
mkdirSync(join(root, '.turbo'), { recursive: true });
const scratch = mkdtempSync(join(root, '.turbo/results-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/**
 * What is counted after vitest ran over this test file.
 * @param {string} source
 */
function outcomeOf(source) {
  const folder = mkdtempSync(join(scratch, 'package-'));
  writeFileSync(join(folder, 'a.test.mjs'), `import { describe, expect, it } from 'vitest';\n${source}`);
  const { status } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', ...RESULTS_FLAGS], {
    cwd: folder,
  });
  return readRun(status === 0, [join(folder, RESULTS_FILE)], folder);
}

describe('the results that vitest leaves', () => {
  it('count passed, failed and skipped tests, naming what did not pass', () => {
    const outcome = outcomeOf(`
      describe('price', () => {
        it('is zero', () => expect(0).toBe(0));
        it('is free', () => expect(0).toBe(1));
        it.skip('is known', () => {});
        it.todo('is paid');
      });`);
    expect(outcome).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      notes: ['failed: a.test.mjs: price is free', 'skipped: a.test.mjs: 2 of 4 tests'],
    });
  });

  it('count a file that cannot be loaded as a failure', () => {
    expect(outcomeOf('throw new Error("no database");')).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });

  it('count an error outside every test as a failure', () => {
    const outcome = outcomeOf('Promise.reject(new Error("lost")); it("passes", () => {});');
    expect(outcome).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
  });

  it('count a package without any as a failure, also when an earlier run left some', () => {
    const file = join(scratch, 'earlier.json');
    writeFileSync(file, JSON.stringify({ success: true, testResults: [] }));
    forgetResults(file);
    expect(readRun(true, [file], scratch)).toMatchObject({
      failed: 1,
      notes: ['failed: no test results in earlier.json'],
    });
  });

  it('lie where git does not see them', () => {
    expect(() => execFileSync('git', ['check-ignore', '-q', RESULTS_FILE], { cwd: root })).not.toThrow();
  });
});
