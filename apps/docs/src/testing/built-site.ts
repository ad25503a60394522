// Builds the site once for all tests that look at it: `inject('site')` is the folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    site: string;
  }
}

/** Runs before all tests; what it answers runs after them. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'docs-site-'));
  build(folder);
  project.provide('site', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
