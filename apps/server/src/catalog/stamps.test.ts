import { describe, expect, it } from 'vitest';
import { builtInModel, rowIn } from '../../test/support/model-rows.js';
import type { ModelRow } from '../db/rows.js';
import { changedProviders, stamped } from './stamps.js';

const row = (name: string, input_cost = 1): ModelRow =>
  rowIn('c:2', builtInModel({ model_name: name, input_cost, provider_id: 'p' }));

/** The stamp of a row whose name had one of ordinal 1 before. */
function stampOf(next: ModelRow, before: ModelRow | null, changed: string[] = []): number {
  const answers = before ? new Map([[before.name, { ...before, revision: 1 }]]) : new Map();
  return stamped(next, { ordinal: 3, before: answers, changedProviders: new Set(changed) }).revision;
}

describe('a model of a newer catalog is stamped', () => {
  it('as before where it answers as before, listed or not', () => {
    expect(stampOf(row('a'), row('a'))).toBe(1);
    expect(stampOf({ ...row('a'), retired: 1 }, row('a'))).toBe(1);
  });

  it('anew where it or its provider answers otherwise, or is new', () => {
    expect(stampOf(row('a', 2), row('a'))).toBe(3);
    expect(stampOf({ ...row('a'), provider_id: 'q' }, row('a'))).toBe(3);
    expect(stampOf(row('a'), row('a'), ['p'])).toBe(3);
    expect(stampOf(row('a'), null)).toBe(3);
  });
});

it('providers have changed that answer otherwise or are new', () => {
  const provider = (provider_id: string, answer: string) => ({ provider_id, answer });
  const before = [provider('same', '1'), provider('other', '1'), provider('gone', '1')];
  const after = [provider('same', '1'), provider('other', '2'), provider('new', '1')];
  expect([...changedProviders(before, after)]).toEqual(['other', 'new']);
});
