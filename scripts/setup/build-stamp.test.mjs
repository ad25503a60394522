import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBuilt, recordBuild } from './build-stamp.mjs';

const folders = ['apps/server', 'packages/catalog'];
const files = {
  'openapi.yaml': 'openapi: 3.1.0',
  'package-lock.json': '{}',
  'tsconfig.base.json': '{}',
  'turbo.json': '{}',
  'CHANGELOG.md': '# Changelog',
  'docs/configuration.md': '# Configuration',
  'apps/server/src/main.ts': 'serve()',
  'apps/server/src/main.test.ts': 'test()',
  'apps/server/dist/main.js': 'serve()',
  'packages/catalog/data/catalog.json': '[]',
  'packages/catalog/dist/index.js': 'load()',
};

/** @param {string} root @param {string} file @param {string} text */
function write(root, file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function builtRepository() {
  const root = mkdtempSync(join(tmpdir(), 'build-stamp-'));
  for (const [file, text] of Object.entries(files)) write(root, file, text);
  recordBuild(root, folders);
  return root;
}

describe('a build', () => {
  it('is unknown in a fresh clone', () => {
    expect(isBuilt(mkdtempSync(join(tmpdir(), 'build-stamp-')), folders)).toBe(false);
  });

  it('is fresh when nothing changed since', () => {
    expect(isBuilt(builtRepository(), folders)).toBe(true);
  });

  it.each([
    ['a source', 'apps/server/src/main.ts'],
    ['a new source', 'apps/server/src/other.ts'],
    ['the contract', 'openapi.yaml'],
    ['a dependency', 'package-lock.json'],
    ['a page of the documentation', 'docs/configuration.md'],
    ['the data of a package it needs', 'packages/catalog/data/catalog.json'],
    ['a built file itself', 'apps/server/dist/main.js'],
    ['the packed client', 'packages/catalog/pack/client.tgz'],
  ])('is stale after a change of %s', (_what, file) => {
    const root = builtRepository();
    write(root, file, 'something else');
    expect(isBuilt(root, folders)).toBe(false);
  });

  it('is stale when what was built is gone', () => {
    const root = builtRepository();
    rmSync(join(root, 'packages/catalog/dist'), { recursive: true });
    expect(isBuilt(root, folders)).toBe(false);
  });

  it.each([
    ['a test', 'apps/server/src/main.test.ts'],
    ['a package it does not need', 'packages/other/src/index.ts'],
    ['what a tool left', 'apps/server/.turbo/turbo-build.log'],
  ])('is still fresh after a change of %s', (_what, file) => {
    const root = builtRepository();
    write(root, file, 'something else');
    expect(isBuilt(root, folders)).toBe(true);
  });

  it('is still fresh after a checkout that touched sources and changed none', () => {
    const root = builtRepository();
    utimesSync(join(root, 'apps/server/src/main.ts'), new Date(0), new Date(0));
    expect(isBuilt(root, folders)).toBe(true);
  });
});
