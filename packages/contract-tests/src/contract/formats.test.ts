import { describe, expect, test } from 'vitest';
import { decimalsOf } from './formats.js';

describe('the decimals of a number', () => {
  test.each([
    [0, 0],
    [12, 0],
    [620.57, 2],
    [0.1, 1],
    [1e-12, 12],
    [1.5e-7, 8],
    [1e21, 0],
    [0.1 + 0.2, 17],
  ])('%d has %d', (value, decimals) => {
    expect(decimalsOf(value)).toBe(decimals);
  });
});
