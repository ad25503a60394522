import { expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

const NOW = Date.parse('Tue, 15 Nov 1994 08:12:31 GMT');

it.each([
  ['120', 120],
  [' 0 ', 0],
  ['Tue, 15 Nov 1994 08:12:41 GMT', 10],
  ['Tuesday, 15-Nov-94 08:12:41 GMT', 10],
  ['Tue, 15 Nov 1994 08:00:00 GMT', 0],
])('is read: %s is %d seconds', (value, seconds) => {
  expect(parseRetryAfter(value, NOW)).toBe(seconds);
});

it.each(['', '-5', '1.5', 'soon', '2026-01-01'])('is nothing where it means nothing: %s', (value) => {
  expect(parseRetryAfter(value, NOW)).toBeNull();
});

it('rounds a part of a second up, so as not to come too early', () => {
  expect(parseRetryAfter('Tue, 15 Nov 1994 08:12:41 GMT', NOW + 1)).toBe(10);
});
