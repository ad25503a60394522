import { describe, expect, it } from 'vitest';
import { createDigest } from './digest.js';

const columns = ['name', 'value'];

function digestOf(...rows: Record<string, unknown>[]) {
  const digest = createDigest(columns);
  for (const row of rows) digest.add(row);
  return digest.end();
}

describe('a digest', () => {
  it('is the same for the values of both engines', () => {
    const plain = digestOf({ name: 'x', value: 1 });
    expect(digestOf({ value: true, name: 'x' })).toEqual(plain);
    expect(digestOf({ name: 'x', value: 1n })).toEqual(plain);
    expect(plain.rows).toBe(1);
  });

  it.each([
    ['another value', [{ name: 'x', value: 2 }]],
    ['null', [{ name: 'x', value: null }]],
    ['text that says null', [{ name: 'x', value: 'null' }]],
    ['text that runs into the next', [{ name: 'x","1', value: '' }]],
    [
      'one row more',
      [
        { name: 'x', value: 1 },
        { name: 'x', value: 1 },
      ],
    ],
  ])('differs for %s', (_what, rows) => {
    expect(digestOf(...rows).hash).not.toBe(digestOf({ name: 'x', value: 1 }).hash);
  });

  it.each([
    ['a number that was rounded', 2 ** 53],
    ['what is no value of the schema', new Date(0)],
    ['a column that is missing', undefined],
  ])('refuses %s', (_what, value) => {
    expect(() => digestOf({ name: 'x', value })).toThrow(
      'the column "value" holds a value that cannot be copied exactly',
    );
  });
});
