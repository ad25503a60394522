import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');
const lineCount = (/** @type {string} */ text) => text.trimEnd().split('\n').length;

const tracked = git('ls-files', '-z')
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const isGenerated = (/** @type {string} */ file) => file.includes('/generated/');
const isCode = (/** @type {string} */ file) => /\.[cm]?[jt]sx?$/.test(file);
const handWritten = tracked.filter((file) => isCode(file) && !isGenerated(file));

describe('.gitattributes', () => {
  /** @param {string} file */
  const isMarked = (file) => git('check-attr', 'linguist-generated', '--', file).trim().endsWith(': true');

  it.each([
    'packages/api-types/src/generated/openapi.ts',
    'packages/client/src/generated/models/index.ts',
    'packages/client/src/generated/.openapi-generator/FILES',
    'apps/server/src/generated/openapi-3.0.json',
    'packages/catalog/data/catalog.json',
    'package-lock.json',
  ])('marks %s as generated', (file) => {
    expect(tracked).toContain(file);
    expect(isMarked(file)).toBe(true);
  });

  it.each([
    'openapi.yaml',
    'packages/api-types/src/index.ts',
    'apps/server/src/errors.ts',
    'scripts/generate.mjs',
  ])('does not mark %s, which people write', (file) => {
    expect(tracked).toContain(file);
    expect(isMarked(file)).toBe(false);
  });
});

describe('generated code', () => {
  it('that comes from the contract says how it was made', () => {
    const folders = ['packages/api-types/src/generated/', 'packages/client/src/generated/'];
    const files = tracked.filter((file) => isCode(file) && folders.some((folder) => file.startsWith(folder)));
    expect(files.length).toBeGreaterThan(folders.length);
    for (const file of files)
      expect(read(file), file).toMatch(/^\/\/ Made by "npm run generate".*Do not edit\.\n/);
  });

  it('is imported by one file of its package, so that the rest does not depend on a generator', () => {
    const importers = handWritten.filter((file) => /from '[^']*\/generated\/[^']*'/.test(read(file)));
    const packages = importers.map((file) => file.split('/').slice(0, 2).join('/'));
    expect(new Set(packages).size, importers.join(', ')).toBe(packages.length);
  });
});

describe('the contract', () => {
  const lines = read('openapi.yaml').split('\n');

  it('has no merge keys, which YAML parsers read differently', () => {
    expect(lines.filter((line) => /<<\s*:/.test(line))).toEqual([]);
  });

  it('has parameters only at the end of a path, so that the server can match routes by prefix', () => {
    const paths = lines.flatMap((line) => /^ {2}(\/\S*):$/.exec(line)?.[1] ?? []);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !/^[^{}]*(\/\{\w+\})?$/.test(path))).toEqual([]);
  });
});

describe('hand-written code', () => {
  it('silences no checker: types and lint are fixed, not switched off', () => {
    const silencers = ['@ts-ignore', '@ts-nocheck', 'noExplicitAny', 'eslint-disable'];
    const silenced = handWritten.filter(
      (file) =>
        file !== 'scripts/repository.test.mjs' && silencers.some((silencer) => read(file).includes(silencer)),
    );
    expect(silenced).toEqual([]);
  });

  it('gives the reason wherever it tells the linter to look away', () => {
    const withoutReason = handWritten.filter((file) =>
      /biome-ignore\s+\S+\s*(:\s*)?(\*\/)?$/m.test(read(file)),
    );
    expect(withoutReason).toEqual([]);
  });

  it('lives in files of at most 400 lines', () => {
    expect(handWritten.filter((file) => lineCount(read(file)) > 400)).toEqual([]);
  });

  it('has no room for whatever fits nowhere else', () => {
    const rooms = /(^|\/)(utils?|common|helpers?|shared|misc)(\/|\.[cm]?[jt]s$)/;
    expect(tracked.filter((file) => rooms.test(file))).toEqual([]);
  });
});

/** Their script only spares a step: esbuild finds the package of its platform by itself. Every fresh clone shows that. */
const workWithoutTheirScript = /(^|\/)node_modules\/esbuild$/;

describe('dependencies', () => {
  it('that building and serving need have no install scripts, which newer npm versions do not run', () => {
    /** @type {Record<string, { dev?: boolean, hasInstallScript?: boolean }>} */
    const packages = JSON.parse(read('package-lock.json')).packages;
    const scripted = Object.entries(packages).filter(([, place]) => place.hasInstallScript && !place.dev);
    const paths = scripted.map(([path]) => path);
    expect(paths.filter((path) => !workWithoutTheirScript.test(path))).toEqual([]);
  });

  it('are the ones in the lock file, without which a fresh clone cannot be installed (npm install)', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    for (const file of tracked.filter((path) => basename(path) === 'package.json')) {
      const folder = file.slice(0, -'/package.json'.length);
      const { dependencies, devDependencies } = JSON.parse(read(file));
      const locked = packages[file === 'package.json' ? '' : folder] ?? {};
      expect({ dependencies, devDependencies }, file).toEqual({
        dependencies: locked.dependencies,
        devDependencies: locked.devDependencies,
      });
    }
  });

  it('are pinned to one version, so that an installation is the same everywhere', () => {
    for (const file of tracked.filter((path) => basename(path) === 'package.json')) {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(file));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        expect(version, `${name} in ${file}`).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      }
    }
  });
});

describe('documents', () => {
  it('begin with a README of at most 80 lines', () => {
    expect(lineCount(read('README.md'))).toBeLessThanOrEqual(80);
  });

  const decisions = readdirSync(join(root, 'docs/decisions')).sort();

  it.each(decisions)('tell context, decision and consequences of %s', (file) => {
    const headings = read(`docs/decisions/${file}`).match(/^## .*$/gm);
    expect(headings).toEqual(['## Context', '## Decision', '## Consequences']);
  });

  it('give every decision a number of its own', () => {
    const numbers = decisions.map((file) => /^\d{4}(?=-)/.exec(file)?.[0]);
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(decisions.length);
  });

  it('link to files that exist', () => {
    for (const file of tracked.filter((path) => path.endsWith('.md') && !isGenerated(path))) {
      for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:|#|mailto:|\/)([^)#\s]+)/g)) {
        expect(existsSync(join(root, file, '..', target)), `${target} in ${file}`).toBe(true);
      }
    }
  });
});
