import { describe, expect, it } from 'vitest';
import { clockAt } from '../../test/support/clock.js';
import { allowanceOf, createRateLimit, rateLimitHeader } from './rate-limit.js';

function limits(perOrganization: number, perAddress: number) {
  const time = clockAt('2026-11-01T00:00:00Z');
  return { time, ...createRateLimit({ perOrganization, perAddress, now: time.now }) };
}

function thrownBy(spend: () => unknown): unknown {
  try {
    spend();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was refused.');
}

describe('an allowance', () => {
  it('counts down, and is whole again a minute after its first use', () => {
    const { spend, time } = limits(2, 0);
    expect(spend('acme')).toEqual({ limit: 2, remaining: 1, resetSeconds: 60 });
    time.advance(20);
    expect(spend('acme')).toEqual({ limit: 2, remaining: 0, resetSeconds: 40 });
    time.advance(39.5);
    expect(() => spend('acme')).toThrow(/rate_limited/);
    time.advance(0.5);
    expect(spend('acme')).toEqual({ limit: 2, remaining: 1, resetSeconds: 60 });
  });

  it('that is spent is refused with when to try again and with what is left', () => {
    const { spend, time } = limits(1, 0);
    spend('acme');
    time.advance(48);
    const error = thrownBy(() => spend('acme'));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfter: 12 });
    expect(allowanceOf(error)).toEqual({ limit: 1, remaining: 0, resetSeconds: 12 });
  });

  it('is not spent further by what is refused', () => {
    const { spend, time } = limits(1, 0);
    spend('acme');
    for (let i = 0; i < 10; i++) thrownBy(() => spend('acme'));
    time.advance(60);
    expect(spend('acme')).toMatchObject({ remaining: 0 });
  });

  it('belongs to one organization', () => {
    const { spend } = limits(1, 0);
    spend('acme');
    expect(spend('globex')).toMatchObject({ remaining: 0 });
    expect(spend('__proto__')).toMatchObject({ remaining: 0 });
  });

  it('belongs to one client address, and has nothing to do with the organization of that name', () => {
    const { spend, spendAnonymous } = limits(1, 1);
    spendAnonymous('192.0.2.1');
    expect(() => spendAnonymous('192.0.2.1')).toThrow(/rate_limited/);
    expect(spendAnonymous('192.0.2.2')).toMatchObject({ remaining: 0 });
    expect(spend('192.0.2.1')).toMatchObject({ remaining: 0 });
  });

  it('is one for all addresses of an IPv6 network that one client has', () => {
    const { spendAnonymous } = limits(0, 1);
    spendAnonymous('2001:db8:1:2::1');
    expect(() => spendAnonymous('2001:db8:1:2:ffff::2')).toThrow(/rate_limited/);
    expect(spendAnonymous('2001:db8:1:3::1')).toMatchObject({ remaining: 0 });
  });

  it('of 0 is no limit', () => {
    const { spend, spendAnonymous } = limits(0, 0);
    expect([spend('acme'), spendAnonymous('192.0.2.1')]).toEqual([null, null]);
  });
});

describe('memory', () => {
  const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;

  it('forgets the oldest clients once more than 50,000 are counted', () => {
    const { spendAnonymous } = limits(0, 1);
    for (let i = 0; i < 50_000; i++) spendAnonymous(address(i));
    expect(() => spendAnonymous(address(0))).toThrow(/rate_limited/);
    spendAnonymous(address(50_000));
    expect(spendAnonymous(address(0))).toMatchObject({ remaining: 0 });
    expect(() => spendAnonymous(address(50_000))).toThrow(/rate_limited/);
  });

  it('forgets nobody within a minute as long as they are fewer', () => {
    const { spendAnonymous, time } = limits(0, 1);
    for (let second = 0; second < 300; second += 7) {
      spendAnonymous(address(second));
      time.advance(7);
      for (let earlier = second; earlier > second - 49 && earlier >= 0; earlier -= 7) {
        expect(() => spendAnonymous(address(earlier))).toThrow(/rate_limited/);
      }
    }
  });
});

it('the RateLimit header says what is left and when it is whole again', () => {
  expect(rateLimitHeader({ limit: 600, remaining: 42, resetSeconds: 17 })).toBe('"default";r=42;t=17');
});

it('what was not thrown for an allowance has none', () => {
  expect([allowanceOf(new Error('other')), allowanceOf(null), allowanceOf('text')]).toEqual([
    null,
    null,
    null,
  ]);
});
