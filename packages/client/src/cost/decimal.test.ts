import { describe, expect, it } from 'vitest';
import { add, decimalOf, textOf, times } from './decimal.js';

describe('the decimal of a number', () => {
  it.each([
    [0, '0'],
    [10, '10'],
    [0.075, '0.075'],
    [1e-12, '0.000000000001'],
    [1.5e-7, '0.00000015'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
  ])('%d is what JSON said, in full', (value, text) => {
    expect(textOf(decimalOf(value))).toBe(text);
  });

  it('adds and multiplies without loss', () => {
    expect(textOf(add(decimalOf(0.1), decimalOf(0.2)))).toBe('0.3');
    expect(textOf(times(3, decimalOf(0.1)))).toBe('0.3');
    expect(textOf(add(decimalOf(1e21), decimalOf(1e-12)))).toBe('1000000000000000000000.000000000001');
  });
});
