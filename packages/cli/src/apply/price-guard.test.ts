import type { Model } from '@llm-registry/client';
import { expect, test } from 'vitest';
import { suspiciousMoves } from './price-guard.js';

// The guard reads the four costs only.
const now = (input_cost: number | null): Model =>
  ({ input_cost, output_cost: null, cache_hit_input_cost: null, cache_creation_input_cost: null }) as Model;

const moves = (before: number | null, after: number) =>
  suspiciousMoves({ model_name: 'a', input_cost: after }, now(before)).length;

test.each([
  [1, 10.1],
  [1, 0.099],
  [0, 0.1],
  [0.1, 0],
])('%s to %s needs somebody to say it is right', (before, after) => {
  expect(moves(before, after)).toBe(1);
});

test.each([
  [1, 10],
  [0.3, 3],
  [1, 0.1],
  [0, 0],
  [null, 100],
])('%s to %s does not', (before, after) => {
  expect(moves(before, after)).toBe(0);
});

test('a model that the registry does not have has no price to move', () => {
  expect(suspiciousMoves({ model_name: 'a', input_cost: 100 }, undefined)).toEqual([]);
});
