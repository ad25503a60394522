import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

/** Where a package's vitest leaves its results, relative to the package. */
export const RESULTS_FILE = '.turbo/test-results.json';

/** What makes vitest leave them there, beside printing as usual. */
export const RESULTS_FLAGS = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS_FILE}`];

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {{ testResults: FileResult[] }} Report
 * @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string }[] }} FileResult
 */

/**
 * Removes an earlier run's results, so that they are never counted for this one.
 * @param {string} file
 */
export function forgetResults(file) {
  rmSync(file, { force: true });
}

/**
 * Counts the tests of one run over one or more packages.
 * @param {boolean} succeeded whether the run as a whole said so
 * @param {readonly string[]} files where each package's results should be
 * @param {string} root what paths in notes are relative to
 * @returns {import('./tally.mjs').Outcome}
 */
export function readRun(succeeded, files, root) {
  const outcome = sum(files.map((file) => readResults(file, root)));
  if (succeeded || outcome.failed > 0) return outcome;
  // Such as an unhandled rejection: vitest's exit code tells, its report does not.
  return {
    ...outcome,
    failed: 1,
    notes: [...outcome.notes, 'failed: an error outside the tests, printed above'],
  };
}

/**
 * Results that are missing are a failure: vitest died, or never ran.
 * @param {string} file
 * @param {string} root
 */
function readResults(file, root) {
  if (!existsSync(file)) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      notes: [`failed: no test results in ${relative(root, file)}`],
    };
  }
  /** @type {Report} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return sum(report.testResults.map((result) => countFile(result, root)));
}

/**
 * @param {FileResult} result
 * @param {string} root
 */
function countFile({ name, status, assertionResults }, root) {
  const file = relative(root, name);
  const failures = assertionResults.filter((test) => test.status === 'failed');
  const passes = assertionResults.filter((test) => test.status === 'passed');
  const skips = assertionResults.length - passes.length - failures.length;
  const notes = failures.map((test) => `failed: ${file}: ${test.fullName}`);
  if (skips > 0) notes.push(`skipped: ${file}: ${skips} of ${assertionResults.length} tests`);
  // A file that cannot even be loaded has no tests to fail.
  const broken = status === 'failed' && failures.length === 0;
  if (broken) notes.push(`failed: ${file} as a whole`);
  return { passed: passes.length, failed: failures.length + (broken ? 1 : 0), skipped: skips, notes };
}

/** @param {ReturnType<typeof countFile>[]} counts */
function sum(counts) {
  return {
    passed: counts.reduce((total, count) => total + count.passed, 0),
    failed: counts.reduce((total, count) => total + count.failed, 0),
    skipped: counts.reduce((total, count) => total + count.skipped, 0),
    notes: counts.flatMap((count) => count.notes),
  };
}
