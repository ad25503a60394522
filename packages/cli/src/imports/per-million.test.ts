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

test('the dust of a float sum in the file is gone, as the registry keeps 12 decimals', () => {
  expect(perMillion(1.5000020000000002e-5)).toBe(15.00002);
  expect(perMillion('7.500003000000001e-05')).toBe(75.00003);
  expect(asPrice(1 / 3)).toBe(0.333333333333);
  expect(asPrice(123456789.1)).toBe(123456789.1);
});

test('a price too small to keep is not taken for free', () => {
  expect(asPrice(1e-13)).toBeUndefined();
});

test.each([-1, '-1', 'free', '', null, Number.NaN, true, '1e400'])('%s is no price', (value) => {
  expect(perMillion(value)).toBeUndefined();
});

test('a price per 1M stays as it is', () => {
  expect(asPrice(0.15)).toBe(0.15);
});
