import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { byPackage, testsNamedIn } from './named-tests.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const named = testsNamedIn(readFileSync(join(root, 'SECURITY.md'), 'utf8'));

describe('the tests that SECURITY.md names', () => {
  it('exist', () => {
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it.each(['apps/server/', 'packages/contract-tests/', 'packages/compatibility-tests/', 'scripts/'])(
    'are some of %s',
    (folder) => {
      expect(named.some((file) => file.startsWith(folder))).toBe(true);
    },
  );
});

it('a test is named by a link to its file, once or twice', () => {
  const text =
    'See [a](apps/a/x.test.ts), [b](./scripts/b.test.mjs), [a](apps/a/x.test.ts) and [c](docs/c.md).';
  expect(testsNamedIn(text)).toEqual(['apps/a/x.test.ts', 'scripts/b.test.mjs']);
});

it('each is run from its package, and what belongs to none from the root', () => {
  const files = ['apps/a/src/x.test.ts', 'scripts/b.test.mjs', 'apps/ab/y.test.ts'];
  expect(byPackage(files, ['apps/a', 'apps/ab'])).toEqual(
    new Map([
      ['apps/a', ['src/x.test.ts']],
      ['.', ['scripts/b.test.mjs']],
      ['apps/ab', ['y.test.ts']],
    ]),
  );
});
