import { describe, expect, it } from 'vitest';
import { expiryOf, futureTime } from './expiry.js';

const now = new Date('2026-11-01T00:00:00Z');

describe('a time in the future', () => {
  it('is answered in UTC with milliseconds, whatever its offset', () => {
    expect(futureTime('2026-11-01T02:00:00+01:00', now)).toBe('2026-11-01T01:00:00.000Z');
  });

  it.each([
    ['now itself', '2026-11-01T00:00:00Z'],
    ['the past', '2020-01-01T00:00:00Z'],
    ['a past that looks later by its offset', '2026-11-01T01:00:00+02:00'],
    ['a leap second', '2026-12-31T23:59:60Z'],
    ['a year beyond 9999 in UTC', '9999-12-31T23:59:59-01:00'],
    ['no time', 'tomorrow'],
  ])('is not %s', (_what, text) => {
    expect(futureTime(text, now)).toBeNull();
  });
});

describe('the expiry that an operator names', () => {
  it.each([
    ['90d', '2027-01-30T00:00:00.000Z'],
    ['12h', '2026-11-01T12:00:00.000Z'],
    ['30m', '2026-11-01T00:30:00.000Z'],
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(expiryOf(text, now)).toBe(expected);
  });

  it.each(['0d', '-1d', '90', 'd', '1w', '1e3d', '2020-01-01T00:00:00Z', '2027', '', '9999999d'])(
    '%j is refused',
    (text) => {
      expect(expiryOf(text, now)).toBeNull();
    },
  );
});
