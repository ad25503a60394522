import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costKey, decimalPlaces, decimalText, isCost } from './cost.js';

const cost = fc.integer({ min: 0, max: 1e15 }).map((units) => Number(`${units}e-6`));

describe('a cost as text', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [620.57, '620.57'],
    [1e-7, '0.0000001'],
    [1.5e-9, '0.0000000015'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [-2.5e-8, '-0.000000025'],
  ])('%d is %s', (value, text) => {
    expect(decimalText(value)).toBe(text);
  });

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(decimalText(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('a cost key', () => {
  it('has a fixed width', () => {
    expect(costKey(620.57)).toBe('0000000620.570000000000');
    expect(costKey(1e9)).toBe('1000000000.000000000000');
  });

  it('sorts as the number does', () => {
    fc.assert(
      fc.property(cost, cost, (a, b) => {
        expect(costKey(a) < costKey(b)).toBe(a < b);
      }),
    );
  });
});

describe('the precision of a cost', () => {
  it('is at most 12 decimals of its shortest decimal', () => {
    expect(decimalPlaces(620.57)).toBe(2);
    expect(isCost(620.57)).toBe(true);
    expect(isCost(1e-12)).toBe(true);
    expect(isCost(1e-13)).toBe(false);
    expect(isCost(0.1 + 0.2)).toBe(false);
    expect(isCost(Number.POSITIVE_INFINITY)).toBe(false);
  });
});
