import { createHmac } from 'node:crypto';
import { exportSPKI, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { clockAt } from '../../../test/support/clock.js';
import {
  audience,
  claimsAt,
  issuer,
  type SigningKey,
  signed,
  signingKey,
} from '../../../test/support/issuer.js';
import type { JwtSettings } from './settings.js';
import { createVerifyJwt } from './verify-jwt.js';

const secret = 'a shared secret of 32 bytes or more';
const { clock } = clockAt('2026-11-01T00:00:00Z');
const at = (seconds: number) => Math.floor(clock().getTime() / 1_000) + seconds;

function verifier(source: JwtSettings['source'], more: Partial<JwtSettings> = {}) {
  const settings = { issuer, audience, organizationClaim: 'org_id', roleClaim: 'role' };
  return createVerifyJwt({ source, ...settings, ...more }, { clock });
}

const bySecret = (more: Partial<JwtSettings> = {}) => verifier({ kind: 'secret', secret }, more);

/** A token by the shared secret: what most rules are shown with. */
function token(claims: JWTPayload, header: object = {}, key = secret): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(new TextEncoder().encode(key));
}

/** A token whose parts no library would make. */
function forged(header: object, claims: object, key = secret): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signedPart = `${part(header)}.${part(claims)}`;
  return `${signedPart}.${createHmac('sha256', key).update(signedPart).digest('base64url')}`;
}

const refused = { code: 'unauthenticated' };

describe('a valid token', () => {
  it('says who it is', async () => {
    expect(await bySecret()(await token(claimsAt(clock())))).toEqual({
      organization: 'acme',
      role: 'editor',
      kind: 'jwt',
      id: 'user-1',
      name: 'user-1',
      expires_at: '2026-11-01T01:00:00.000Z',
    });
  });

  it('may be for several audiences', async () => {
    const claims = claimsAt(clock(), { aud: ['other', audience] });
    expect(await bySecret()(await token(claims))).toMatchObject({ organization: 'acme' });
  });

  it('may have no subject', async () => {
    const { sub: _none, ...claims } = claimsAt(clock());
    expect(await bySecret()(await token(claims))).toMatchObject({ name: null, id: '-' });
  });

  it.each([
    ['at its expiry, within 30 seconds', { exp: at(-29) }],
    ['before its time, within 30 seconds', { nbf: at(30) }],
  ])('is taken %s', async (_what, claims) => {
    expect(await bySecret()(await token(claimsAt(clock(), claims)))).toMatchObject({ organization: 'acme' });
  });

  it('that expires after the year 9999 is said to expire at its end', async () => {
    const principal = await bySecret()(await token(claimsAt(clock(), { exp: 1e15 })));
    expect(principal.expires_at).toBe('9999-12-31T23:59:59.000Z');
  });
});

describe('a token is refused', () => {
  it.each([
    ['when it has expired', { exp: at(-30) }, /expired/],
    ['before its time', { nbf: at(31) }, /"nbf"/],
    ['by another issuer', { iss: 'https://other.example.com/' }, /"iss"/],
    ['for another audience', { aud: 'other' }, /"aud"/],
    ['with a subject that is no string', { sub: 7 as unknown as string }, /"sub"/],
    ['with a control character in its subject', { sub: 'a\u0000b' }, /"sub"/],
  ])('%s', async (_what, claims, detail) => {
    const verify = bySecret();
    await expect(verify(await token(claimsAt(clock(), claims)))).rejects.toMatchObject({
      ...refused,
      detail: expect.stringMatching(detail),
    });
  });

  it.each(['exp', 'iss', 'aud'])('without %s', async (claim) => {
    const claims = Object.fromEntries(Object.entries(claimsAt(clock())).filter(([name]) => name !== claim));
    await expect(bySecret()(await token(claims))).rejects.toMatchObject({
      ...refused,
      detail: expect.stringContaining(`"${claim}"`),
    });
  });

  it('when a time is not a number', async () => {
    const claims = { ...claimsAt(clock()), exp: '9999999999' };
    await expect(bySecret()(forged({ alg: 'HS256' }, claims))).rejects.toMatchObject(refused);
  });

  it('with a signature by another secret', async () => {
    const other = await token(claimsAt(clock()), {}, `${secret} but another`);
    await expect(bySecret()(other)).rejects.toMatchObject(refused);
  });

  it('with claims that were changed after signing', async () => {
    const [header, , signature] = (await token(claimsAt(clock()))).split('.');
    const claims = Buffer.from(JSON.stringify(claimsAt(clock(), { role: 'admin' }))).toString('base64url');
    await expect(bySecret()(`${header}.${claims}.${signature}`)).rejects.toMatchObject(refused);
  });

  it.each(['none', 'None', 'NONE', ''])('with the algorithm %j, signed or not', async (alg) => {
    const whole = forged({ alg }, claimsAt(clock()));
    await expect(bySecret()(whole)).rejects.toMatchObject(refused);
    await expect(bySecret()(whole.replace(/[^.]*$/, ''))).rejects.toMatchObject(refused);
  });

  it('with an algorithm that is not on the list', async () => {
    const claims = claimsAt(clock());
    const hs512 = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS512' })
      .sign(new TextEncoder().encode(secret));
    await expect(bySecret()(hs512)).rejects.toMatchObject(refused);
    expect(await bySecret({ algorithms: ['HS512'] })(hs512)).toMatchObject({ organization: 'acme' });
  });

  it.each([
    ['an extension that it calls critical', { alg: 'HS256', crit: ['exp'], exp: 1 }],
    ['a payload that is not encoded', { alg: 'HS256', crit: ['b64'], b64: false }],
  ])('with %s', async (_what, header) => {
    await expect(bySecret()(forged(header, claimsAt(clock())))).rejects.toMatchObject(refused);
  });

  it.each(['', '.', '..', '...', 'a.b.c', 'e30.e30.e30', `${'a'.repeat(50)}.b`])(
    'when it is %j',
    async (text) => {
      await expect(bySecret()(text)).rejects.toMatchObject(refused);
    },
  );

  it('when its claims are not an object', async () => {
    await expect(bySecret()(forged({ alg: 'HS256' }, ['acme']))).rejects.toMatchObject(refused);
  });

  it('and never says a claim or the secret', async () => {
    const claims = claimsAt(clock(), { iss: 'https://other.example.com/', org_id: 'private-organization' });
    const error: unknown = await bySecret()(await token(claims)).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toMatch(/private-organization|other\.example|shared secret/);
  });
});

describe('with a shared secret', () => {
  it('the key id means nothing', async () => {
    const named = await token(claimsAt(clock()), { kid: '../../etc/passwd' });
    expect(await bySecret()(named)).toMatchObject({ organization: 'acme' });
  });
});

describe('with a public key', () => {
  let rsa: SigningKey;
  let pem: string;
  beforeAll(async () => {
    rsa = await signingKey('RS256');
    pem = await exportSPKI(rsa.publicKey);
  });

  it.each(['RS256', 'ES256', 'EdDSA'])('%s is allowed without being named', async (alg) => {
    const key = await signingKey(alg);
    const verify = verifier({ kind: 'public_key', pem: await exportSPKI(key.publicKey) });
    expect(await verify(await signed(key, claimsAt(clock())))).toMatchObject({ organization: 'acme' });
  });

  it('may be written in one line', async () => {
    const verify = verifier({ kind: 'public_key', pem: pem.trim().replaceAll('\n', '\\n') });
    expect(await verify(await signed(rsa, claimsAt(clock())))).toMatchObject({ organization: 'acme' });
  });

  it('the key id means nothing', async () => {
    const verify = verifier({ kind: 'public_key', pem });
    expect(await verify(await signed(rsa, claimsAt(clock()), { kid: 'any' }))).toMatchObject({
      role: 'editor',
    });
  });

  it('a token that uses it as a shared secret is refused', async () => {
    const verify = verifier({ kind: 'public_key', pem });
    for (const key of [pem, pem.trim(), pem.replaceAll('\n', '')]) {
      await expect(verify(await token(claimsAt(clock()), {}, key))).rejects.toMatchObject(refused);
    }
  });

  it('a token by another key, or of another kind, is refused', async () => {
    const verify = verifier({ kind: 'public_key', pem });
    for (const alg of ['RS256', 'ES256', 'EdDSA', 'PS256']) {
      const foreign = await signed(await signingKey(alg), claimsAt(clock()));
      await expect(verify(foreign)).rejects.toMatchObject(refused);
    }
  });

  it('a key that comes with the token means nothing', async () => {
    const thief = await signingKey('RS256');
    const verify = verifier({ kind: 'public_key', pem });
    for (const header of [
      { jwk: thief.publicJwk },
      { jku: 'http://127.0.0.1:1/keys' },
      { x5u: 'http://127.0.0.1:1/' },
    ]) {
      await expect(verify(await signed(thief, claimsAt(clock()), header))).rejects.toMatchObject(refused);
      expect(await verify(await signed(rsa, claimsAt(clock()), header))).toMatchObject({
        organization: 'acme',
      });
    }
  });
});
