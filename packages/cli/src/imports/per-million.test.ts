import { expect, test } from 'vitest';
import { asPrice, perMillion } from './per-million.js';

test.each([
  [1.5e-7, 0.15],
  [0.00000015, 0.15],
  ['0.0000025', 2.5],
  ['6e-07', 0.6],
  [1.1e-6, 1.1],
  [2.9e-7, 0.29],
  [5.7e-8, 0.057],
  [0, 0],
  ['0', 0],
])('%s per token is %s per 1M tokens, without dust', (perToken, price) => {
  expect(perMillion(perToken)).toBe(price);
});

test('every price of up to 9 decimals comes back exactly', () => {
  for (let nano = 1; nano < 5_000; nano += 7) {
    expect(perMillion(`${nano}e-15`)).toBe(Number(`${nano}e-9`));
  }
});

test.each([-1, '-1', 'free', '', null, Number.NaN, true, '1e400'])('%s is no price', (value) => {
  expect(perMillion(value)).toBeUndefined();
});

test('a price per 1M stays as it is', () => {
  expect(asPrice(0.15)).toBe(0.15);
});
