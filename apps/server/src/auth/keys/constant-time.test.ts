import { timingSafeEqual } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiKeyRow } from '../../db/rows.js';
import { createAuthenticate } from '../authenticate.js';
import { hashOfKey, matchesHash, newKey } from './key-format.js';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  return {
    ...real,
    timingSafeEqual: vi.fn((...both: Parameters<typeof real.timingSafeEqual>) =>
      real.timingSafeEqual(...both),
    ),
  };
});

const compared = vi.mocked(timingSafeEqual);
beforeEach(() => void compared.mockClear());

const lengths = () => compared.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength]);

describe('a key is compared in constant time', () => {
  const { id, key } = newKey();
  const stored = hashOfKey(key);

  it.each([
    ['the right one', key, stored],
    ['one that is wrong at its end', `${key}x`, stored],
    ['one that is wrong at its beginning', `x${key}`, stored],
    ['a short one', '', stored],
    ['one of which nothing is stored', key, null],
  ])('by all of its hash, once: %s', (_what, given, hash) => {
    matchesHash(given, hash);
    expect(lengths()).toEqual([[32, 32]]);
  });

  it('as often for an id that there is as for one that there is not', async () => {
    const row: ApiKeyRow = {
      ...{ id, organization: 'acme', name: 'ci', role: 'viewer', hash: stored },
      ...{ created_at: '2026-11-01T00:00:00.000Z', last_used_at: null, expires_at: null },
    };
    const findKey = async (asked: string) => (asked === id ? row : undefined);
    const ask = createAuthenticate({ findKey, verifyJwt: null, clock: () => new Date() });
    async function comparisonsFor(token: string): Promise<unknown> {
      compared.mockClear();
      await expect(ask(`Bearer ${token}`)).rejects.toMatchObject({ code: 'unauthenticated' });
      return lengths();
    }
    const known = await comparisonsFor(`${key.slice(0, -4)}AAAA`);
    expect(await comparisonsFor(newKey().key)).toEqual(known);
    expect(known).toEqual([
      [32, 32],
      [32, 32],
    ]);
  });
});
