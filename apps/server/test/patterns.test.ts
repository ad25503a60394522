import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { loadContract } from '../src/http/document.js';
import { literalsBelow, patternsOf, slowAmong } from './support/patterns.js';

vi.setConfig({ testTimeout: 120_000 });

/** What operators write, who may keep their own server busy, and what is typed into the command line. */
const byOperators = /^(?:config|cli)\//;

describe('no text keeps busy', () => {
  it('a pattern of the contract', async () => {
    const patterns = patternsOf({ ...loadContract() });
    expect(patterns.length).toBeGreaterThan(4);
    expect(await slowAmong(patterns)).toEqual([]);
  });

  it('a pattern of the code', async () => {
    const all = literalsBelow(fileURLToPath(new URL('../src/', import.meta.url)));
    const patterns = all.filter(({ where }) => !byOperators.test(where));
    expect(patterns.length).toBeGreaterThan(30);
    expect(await slowAmong(patterns)).toEqual([]);
  });
});

it('a pattern that can be kept busy is found', async () => {
  const sources = ['^(a+)+$', '^\\w+$', '\\s+$', '^[^/]*$'];
  const patterns = sources.map((source) => ({ where: source, source, flags: 'u' }));
  expect(await slowAmong(patterns)).toEqual(['^(a+)+$', '\\s+$']);
});
