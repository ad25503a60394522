import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundledPackages, readNotice, renderNotices } from './bundled-notices.mjs';

it('names the packages of a source map once, by the innermost folder, and leaves out its own sources', () => {
  const sources = [
    '../../../node_modules/.store/vue@3/node_modules/vue/index.js',
    '../node_modules/@a/b/x.js',
    '../node_modules/@a/b/y.js',
    '../../src/own.ts',
  ];
  expect(bundledPackages(sources)).toEqual(['@a/b', 'vue']);
});

it('reads the license of an installed package, nested ones too, and refuses one that is not installed', () => {
  const root = mkdtempSync(join(tmpdir(), 'notices-'));
  const folder = join(root, 'node_modules/outer/node_modules/inner');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3","license":"MIT"}');
  writeFileSync(join(folder, 'LICENCE.md'), 'Copyright\r\nInner\n');
  expect(readNotice('inner', [folder])).toEqual({
    name: 'inner',
    version: '1.2.3',
    license: 'MIT',
    text: 'Copyright\nInner',
  });
  expect(() => readNotice('absent', [folder])).toThrow('absent is in the bundle but not installed');
  rmSync(root, { recursive: true });
});

it('says a text once for all packages that share it', () => {
  const notice = (name: string, text: string) => ({ name, version: '1.0.0', license: 'MIT', text });
  const text = renderNotices([notice('a', 'Same'), notice('b', 'Other'), notice('c', 'Same')]);
  expect(text.split('\n').filter((line) => !line.startsWith('==='))).toEqual([
    ...['a 1.0.0 (MIT)', 'c 1.0.0 (MIT)', '', 'Same', ''],
    ...['b 1.0.0 (MIT)', '', 'Other', ''],
  ]);
});
