import { describe, expect, it } from 'vitest';
import { RegistryError } from '../errors.js';
import { assertStorable } from './body.js';

function faultsOf(value: unknown) {
  try {
    assertStorable('/body', value);
    return [];
  } catch (error) {
    return error instanceof RegistryError ? error.errors?.map((fault) => fault.pointer) : error;
  }
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

describe('what can be stored', () => {
  it('is any text of whole characters', () => {
    expect(faultsOf({ name: 'Grüße 😀', list: ['\u0001', '\ud83d\ude00'] })).toEqual([]);
  });

  it('is no U+0000, in values and names', () => {
    expect(faultsOf({ a: ['x', 'y\0'] })).toEqual(['/body/a/1']);
    expect(faultsOf({ 'a\0': 1 })).toEqual(['/body/a\0']);
  });

  it('is no half of a surrogate pair, in values and names', () => {
    expect(faultsOf({ a: '\ud83d' })).toEqual(['/body/a']);
    expect(faultsOf({ 'x\udc00': 1 })).toEqual(['/body/x\ufffd']);
  });

  it('is not nested deeper than anybody needs', () => {
    expect(faultsOf(nested(64))).toEqual([]);
    expect(faultsOf(nested(65))).toHaveLength(1);
    expect(faultsOf(nested(100_000))).toHaveLength(1);
  });
});
