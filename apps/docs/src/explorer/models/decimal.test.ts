import { describe, expect, it } from 'vitest';
import { compareDecimals, isDecimal, plainDecimal } from './decimal.js';

describe('plainDecimal', () => {
  it.each([
    [0, '0'],
    [0.15, '0.15'],
    [1e-7, '0.0000001'],
    [1.25e-10, '0.000000000125'],
    [1e21, '1000000000000000000000'],
    [1.5e21, '1500000000000000000000'],
    [1_000_000_000, '1000000000'],
  ])('writes %d as %s', (price, text) => {
    expect(plainDecimal(price)).toBe(text);
  });
});

describe('compareDecimals', () => {
  it.each([
    ['9', '10'],
    ['0.3', '0.30000000000000001'],
    ['0.1', '0.15'],
    ['1.99', '2'],
    ['0.0000001', '0.00001'],
    ['123456789.123456789012', '123456789.123456789013'],
  ])('puts %s before %s', (smaller, larger) => {
    expect(compareDecimals(smaller, larger)).toBeLessThan(0);
    expect(compareDecimals(larger, smaller)).toBeGreaterThan(0);
  });

  it.each([
    ['1', '1.00'],
    ['007', '7'],
    ['0', '0.0'],
  ])('takes %s and %s for the same', (a, b) => {
    expect(compareDecimals(a, b)).toBe(0);
  });
});

it.each(['', '.5', '-1', '1e3', '1,5', ' 1'])('takes "%s" for no decimal', (text) => {
  expect(isDecimal(text)).toBe(false);
});
