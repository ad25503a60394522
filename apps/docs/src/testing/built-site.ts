// The built site for all tests that look at it: `inject('site')` is the folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { build } from '../../build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    site: string;
  }
}

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Runs before all tests; what it answers runs after them. A run that has built everything itself says so with TEST_BUILT. */
export function setup(project: TestProject): () => void {
  if (process.env['TEST_BUILT']) {
    project.provide('site', dist);
    return () => {};
  }
  const folder = mkdtempSync(join(tmpdir(), 'docs-site-'));
  build(folder);
  project.provide('site', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
