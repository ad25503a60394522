import { expect, test } from 'vitest';
import { differences } from './shape.js';

test('an answer of the same shape may have other values, and null where a value may be unknown', () => {
  const documented = { name: 'a', cost: 1, list: [{ x: 1 }], extra_kwargs: { a: 1 } };
  expect(differences(documented, { name: 'b', cost: null, list: [], extra_kwargs: {} })).toEqual([]);
});

test('a member more or less, or one of another kind, is a difference', () => {
  expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([' has the members a,b, not a']);
  expect(differences({ a: 1, b: 2 }, { a: 1 })).toHaveLength(1);
  expect(differences({ list: [{ a: 1 }] }, { list: [{ a: '1' }] })).toEqual([
    '/list/0/a is string, not number',
  ]);
});
