import { beforeEach, describe, expect, it } from 'vitest';
import { clockAt } from '../../test/support/clock.js';
import type { ApiKeyRow } from '../db/rows.js';
import { errors } from '../errors.js';
import { createAuthenticate } from './authenticate.js';
import type { VerifyJwt } from './jwt/verify-jwt.js';
import { hashOfKey, newKey } from './keys/key-format.js';
import type { Principal } from './principal.js';

const adminKey = 'ADMIN key="of any" form, without spaces: 0123456789'.replaceAll(' ', '_');
const jwt = 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl';
const jwtPrincipal: Principal = {
  organization: 'globex',
  role: 'viewer',
  kind: 'jwt',
  id: 'user-1',
  name: 'user-1',
  expires_at: '2026-11-01T01:00:00.000Z',
};

let time: ReturnType<typeof clockAt>;
let stored: Map<string, ApiKeyRow>;
let asked: string[];
let used: string[];
beforeEach(() => {
  time = clockAt('2026-11-01T00:00:00Z');
  stored = new Map();
  asked = [];
  used = [];
});

function store(id: string, key: string, more: Partial<ApiKeyRow> = {}): string {
  const times = { created_at: '2026-11-01T00:00:00.000Z', last_used_at: null, expires_at: null };
  stored.set(id, {
    id,
    organization: 'acme',
    name: 'gateway',
    role: 'editor',
    hash: hashOfKey(key),
    ...times,
    ...more,
  });
  return key;
}

function stranger(more: Partial<ApiKeyRow> = {}): string {
  const { id, key } = newKey();
  return store(id, key, more);
}

function authenticate(verifyJwt: VerifyJwt | null = null) {
  const findKey = async (id: string) => {
    asked.push(id);
    return stored.get(id);
  };
  return createAuthenticate({ findKey, verifyJwt, clock: time.clock, onKeyUsed: ({ id }) => used.push(id) });
}

const refused = { code: 'unauthenticated' };
async function detailOf(answer: Promise<unknown>): Promise<string> {
  const error: unknown = await answer.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject(refused);
  return (error as { detail: string }).detail;
}

describe('an API key', () => {
  it('says who it is', async () => {
    const key = stranger({ expires_at: '2026-11-01T00:00:01.000Z' });
    const [id] = stored.keys();
    expect(await authenticate()(`Bearer ${key}`)).toEqual({
      organization: 'acme',
      role: 'editor',
      kind: 'api_key',
      id,
      name: 'gateway',
      expires_at: '2026-11-01T00:00:01.000Z',
    });
    expect(used).toEqual([id]);
    expect(asked).toEqual([id]);
  });

  it('is refused from its expiry on', async () => {
    const key = stranger({ expires_at: '2026-11-01T00:00:01.000Z' });
    time.advance(1);
    expect(await detailOf(authenticate()(`Bearer ${key}`))).toMatch(/expired/);
    expect(used).toEqual([]);
  });

  it('is refused as soon as it is gone', async () => {
    const key = stranger();
    const ask = authenticate();
    await ask(`Bearer ${key}`);
    stored.clear();
    await expect(ask(`Bearer ${key}`)).rejects.toMatchObject(refused);
  });

  it('is refused in the same words when its secret is wrong, its id unknown, or it expired and its secret is wrong', async () => {
    const key = stranger();
    const old = stranger({ expires_at: '2020-01-01T00:00:00.000Z' });
    const wrong = (text: string) => `Bearer ${text.slice(0, -4)}AAAA`;
    const details = [wrong(key), wrong(old), `Bearer ${newKey().key}`].map((header) =>
      detailOf(authenticate()(header)),
    );
    expect(new Set(await Promise.all(details)).size).toBe(1);
    expect(used).toEqual([]);
  });

  it('is refused with the secret of another key', async () => {
    const [one, other] = [stranger(), stranger()];
    const mixed = one.slice(0, 'llmr_'.length + 13) + other.slice('llmr_'.length + 13);
    await expect(authenticate()(`Bearer ${mixed}`)).rejects.toMatchObject(refused);
  });
});

describe('the admin key of the environment', () => {
  it.each([
    ['of any form', adminKey],
    ['that looks like one of ours', newKey().key],
    ['that looks like a JWT', jwt],
  ])('%s is found', async (_what, key) => {
    store('env', key, { organization: 'default', role: 'admin' });
    const refusing: VerifyJwt = () => Promise.reject(errors.unauthenticated());
    const unreachable: VerifyJwt = () => Promise.reject(errors.identityProviderUnavailable());
    for (const verify of [null, refusing, unreachable]) {
      expect(await authenticate(verify)(`Bearer ${key}`)).toMatchObject({
        organization: 'default',
        id: 'env',
      });
    }
  });

  it('is refused when it is another', async () => {
    store('env', adminKey);
    await expect(authenticate()(`Bearer ${adminKey}x`)).rejects.toMatchObject(refused);
  });
});

describe('a JWT', () => {
  it('is verified, and no key is read', async () => {
    const seen: string[] = [];
    const verify: VerifyJwt = async (token) => {
      seen.push(token);
      return jwtPrincipal;
    };
    expect(await authenticate(verify)(`Bearer ${jwt}`)).toBe(jwtPrincipal);
    expect([seen, asked]).toEqual([[jwt], []]);
  });

  it('is refused with the reason of the verifier', async () => {
    const verify: VerifyJwt = async () => {
      throw errors.unauthenticated('The token has expired. Get a new one.');
    };
    expect(await detailOf(authenticate(verify)(`Bearer ${jwt}`))).toBe(
      'The token has expired. Get a new one.',
    );
  });

  it('that cannot be judged now is not refused but 503', async () => {
    const verify: VerifyJwt = async () => {
      throw errors.identityProviderUnavailable();
    };
    await expect(authenticate(verify)(`Bearer ${jwt}`)).rejects.toMatchObject({
      code: 'identity_provider_unavailable',
    });
  });

  it('is refused where JWTs are not configured', async () => {
    await expect(authenticate()(`Bearer ${jwt}`)).rejects.toMatchObject(refused);
  });
});

describe('the Authorization header', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('takes the scheme as %s', async (scheme) => {
    expect(await authenticate()(`${scheme}  ${stranger()}`)).toMatchObject({ organization: 'acme' });
  });

  it.each([
    ['nothing', undefined, /Authorization: Bearer/],
    ['an empty value', '', /scheme Bearer/],
    ['another scheme', 'Basic dXNlcjpwYXNz', /scheme Bearer/],
    ['a scheme that only begins so', 'BearerX abc', /scheme Bearer/],
    ['a bare key', `llmr_abc_${'x'.repeat(43)}`, /scheme Bearer/],
    ['no credential', 'Bearer', /after "Bearer "/],
    ['no credential but spaces', 'Bearer   ', /after "Bearer "/],
    ['two credentials', 'Bearer one two', /after "Bearer "/],
    ['a tab', 'Bearer one\ttwo', /after "Bearer "/],
    ['characters beyond ASCII', 'Bearer schlüssel', /after "Bearer "/],
    ['a line break at its end', 'Bearer abc\n', /after "Bearer "/],
  ])('is refused with %s, without a look into the database', async (_what, header, detail) => {
    expect(await detailOf(authenticate()(header))).toMatch(detail);
    expect(asked).toEqual([]);
  });

  it('is refused when there are two', async () => {
    const key = stranger();
    const twice = [`Bearer ${key}`, `Bearer ${key}`];
    expect(await detailOf(authenticate()(twice))).toMatch(/exactly one/);
    expect(await authenticate()(twice.slice(0, 1))).toMatchObject({ organization: 'acme' });
    await expect(authenticate()([])).rejects.toMatchObject(refused);
  });

  it('is refused beyond 8,192 characters, without a look into the database', async () => {
    expect(await detailOf(authenticate()(`Bearer ${'x'.repeat(8_193)}`))).toMatch(/longer than 8192/);
    expect(asked).toEqual([]);
    await expect(authenticate()(`Bearer ${'x'.repeat(8_192)}`)).rejects.toMatchObject(refused);
    expect(asked).toEqual(['env']);
  });

  it('is never repeated in an error', async () => {
    for (const header of ['Basic c2VjcmV0', `Bearer ${newKey().key}`, 'Bearer secret one', `Bearer ${jwt}`]) {
      expect(await detailOf(authenticate()(header))).not.toContain(header.split(' ')[1]);
    }
  });
});

it('what fails in the database is no refusal', async () => {
  const failing = createAuthenticate({
    findKey: () => Promise.reject(new Error('disk on fire')),
    verifyJwt: null,
    clock: time.clock,
  });
  await expect(failing(`Bearer ${newKey().key}`)).rejects.toThrow('disk on fire');
});
