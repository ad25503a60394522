import { generateKeyPairSync, sign } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { clockAt } from '../../../test/support/clock.js';
import {
  audience,
  claimsAt,
  issuer,
  type JwksServer,
  type SigningKey,
  signed,
  signingKey,
  startJwksServer,
} from '../../../test/support/issuer.js';
import { createVerifyJwt } from './verify-jwt.js';

const servers: JwksServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** A verifier of the keys that a local server shows, and the clock that both look at. */
const provider = (...keys: SigningKey[]) => providerWithin(5_000, ...keys);

async function providerWithin(fetchPatience: number, ...keys: SigningKey[]) {
  const server = await startJwksServer(...keys);
  servers.push(server);
  const time = clockAt('2026-11-01T00:00:00Z');
  const failures: unknown[] = [];
  const settings = { issuer, audience, organizationClaim: 'org_id', roleClaim: 'role' };
  const verify = createVerifyJwt(
    { source: { kind: 'jwks', url: server.url }, ...settings },
    {
      clock: time.clock,
      now: time.now,
      fetchPatience,
      onFetchFailure: (error) => failures.push(error),
    },
  );
  const use = async (key: SigningKey, header: object = {}) =>
    verify(await signed(key, claimsAt(time.clock()), header));
  return { server, time, verify, use, failures };
}

const accepted = { organization: 'acme' };
const refused = { code: 'unauthenticated' };
const unavailable = { code: 'identity_provider_unavailable' };

describe('keys from a JWKS URL', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])('verify %s', async (alg) => {
    const key = await signingKey(alg, 'one');
    const { use } = await provider(await signingKey(alg, 'another'), key);
    expect(await use(key)).toMatchObject(accepted);
  });

  it('are fetched once for many requests', async () => {
    const key = await signingKey('ES256', 'one');
    const { use, server } = await provider(key);
    await Promise.all(Array.from({ length: 20 }, () => use(key)));
    expect(server.requests()).toBe(1);
  });

  it('are tried one after another for a token that names none', async () => {
    const [first, second, foreign] = [await signingKey(), await signingKey(), await signingKey()];
    const { use } = await provider(first, second);
    expect(await use(first)).toMatchObject(accepted);
    expect(await use(second)).toMatchObject(accepted);
    await expect(use(foreign)).rejects.toMatchObject(refused);
  });

  it('never verify a token that was signed with one of them as a shared secret', async () => {
    const key = await signingKey('RS256', 'one');
    const { verify, time } = await provider(key);
    const confused = await new SignJWT(claimsAt(time.clock()))
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(new TextEncoder().encode(JSON.stringify(key.publicJwk)));
    await expect(verify(confused)).rejects.toMatchObject(refused);
  });

  it('are never fetched from where a token says', async () => {
    const key = await signingKey('ES256', 'one');
    const thief = await signingKey('ES256', 'one');
    const elsewhere = await startJwksServer(thief);
    servers.push(elsewhere);
    const { use } = await provider(key);
    await expect(use(thief, { jku: elsewhere.url, jwk: thief.publicJwk })).rejects.toMatchObject(refused);
    expect(elsewhere.requests()).toBe(0);
  });
});

describe('a key that was rotated in', () => {
  it('works within 60 seconds under a new name, at the first request', async () => {
    const [old, next] = [await signingKey('ES256', 'old'), await signingKey('ES256', 'next')];
    const { use, server, time } = await provider(old);
    await use(old);
    server.show(old, next);
    time.advance(59);
    expect(await use(next)).toMatchObject(accepted);
  });

  it.each([
    ['without a name', undefined],
    ['under the name of the old one', 'same'],
  ])('works within 60 seconds %s', async (_what, kid) => {
    const [old, next] = [await signingKey('ES256', kid), await signingKey('ES256', kid)];
    const { use, server, time } = await provider(old);
    await use(old);
    server.show(next);
    time.advance(59);
    expect(await use(next)).toMatchObject(accepted);
  });
});

describe('a key that was taken out', () => {
  it('stops working after a minute of requests', async () => {
    const [old, next] = [await signingKey('ES256', 'old'), await signingKey('ES256', 'next')];
    const { use, server, time } = await provider(old, next);
    await use(old);
    server.show(next);
    time.advance(31);
    // Newer keys are fetched behind the back of this request.
    await use(old);
    await expect.poll(() => server.requests()).toBe(2);
    await expect.poll(() => use(old).catch((error: unknown) => error)).toMatchObject(refused);
  });
});

describe('while the URL is unreachable', () => {
  it('fetched keys are used for up to 10 minutes', async () => {
    const key = await signingKey('ES256', 'one');
    const { use, server, time, failures } = await provider(key);
    await use(key);
    await server.stop();
    time.advance(599);
    expect(await use(key)).toMatchObject(accepted);
    time.advance(1);
    await expect(use(key)).rejects.toMatchObject(unavailable);
    expect(failures.length).toBeGreaterThan(0);
  });

  it('an unknown key cannot be judged', async () => {
    const [key, unknown] = [await signingKey('ES256', 'one'), await signingKey('ES256', 'unknown')];
    const { use, server, time } = await provider(key);
    await use(key);
    await server.stop();
    time.advance(10);
    await expect(use(unknown)).rejects.toMatchObject({ ...unavailable, retryAfter: 5 });
    expect(await use(key)).toMatchObject(accepted);
  });

  it('nothing can be judged that came before the first keys, and all is well once they can be had', async () => {
    const key = await signingKey('ES256', 'one');
    const { use, server, time } = await provider(key);
    server.answerWith((_request, response) => response.writeHead(500).end());
    await expect(use(key)).rejects.toMatchObject(unavailable);
    server.show(key);
    time.advance(5);
    expect(await use(key)).toMatchObject(accepted);
  });

  it('what is wrong without any key is refused all the same', async () => {
    const { verify, server } = await provider();
    server.answerWith((_request, response) => response.writeHead(500).end());
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
    await expect(verify(none)).rejects.toMatchObject(refused);
    expect(server.requests()).toBe(0);
  });
});

describe('unknown keys make no storm of fetches', () => {
  it('while the URL answers', async () => {
    const key = await signingKey('ES256', 'one');
    const { use, server, time } = await provider(key);
    await use(key);
    time.advance(10);
    const unknown = await Promise.all(
      Array.from({ length: 10 }, (_, i) => signingKey('ES256', `unknown ${i}`)),
    );
    for (let round = 0; round < 3; round++) {
      const outcomes = await Promise.allSettled(unknown.map((other) => use(other)));
      for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: refused });
    }
    expect(server.requests()).toBe(2);
  });

  it('while the URL fails', async () => {
    const key = await signingKey('ES256', 'one');
    const { use, server } = await provider(key);
    server.answerWith((_request, response) => response.writeHead(500).end());
    for (let round = 0; round < 3; round++) {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => use(key)));
      for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: unavailable });
    }
    expect(server.requests()).toBe(1);
  });

  it('and wrong signatures make none either', async () => {
    const [key, foreign] = [await signingKey('ES256', 'one'), await signingKey('ES256', 'one')];
    const { use, server, time } = await provider(key);
    await use(key);
    time.advance(10);
    for (let i = 0; i < 10; i++) await expect(use(foreign)).rejects.toMatchObject(refused);
    expect(server.requests()).toBe(2);
  });
});

describe('an answer that is slow', () => {
  it('keeps a request for a bounded time, and one with a known key not at all', async () => {
    const [key, unknown] = [await signingKey('ES256', 'one'), await signingKey('ES256', 'unknown')];
    const { use, server, time } = await providerWithin(500, key);
    await use(key);
    server.answerWith((_request, response) => response.writeHead(200).write('{"keys":['));
    time.advance(31);
    const waiting = use(unknown).catch((error: unknown) => error);
    expect(await use(key)).toMatchObject(accepted);
    expect(await waiting).toMatchObject(unavailable);
  });
});

describe('members of a key set that are no verification keys', () => {
  it('are left out, and the others work', async () => {
    const key = await signingKey('ES256', 'good');
    const { use, server } = await provider(key);
    const odd = [
      null,
      7,
      {},
      { kty: 'oct', k: 'c2VjcmV0', kid: 'symmetric' },
      { kty: 'EC', crv: 'P-256', x: 'no', y: 'point', kid: 'broken' },
      { ...key.publicJwk, kid: 'for encryption', use: 'enc' },
      { ...key.publicJwk, kid: 'for signing', key_ops: ['sign'] },
      { ...key.publicJwk, kid: 'for another algorithm', alg: 'ES384' },
    ];
    server.answerWith((_request, response) =>
      response.end(JSON.stringify({ keys: [...odd, key.publicJwk] })),
    );
    expect(await use(key)).toMatchObject(accepted);
    for (const kid of [
      'symmetric',
      'weak',
      'broken',
      'for encryption',
      'for signing',
      'for another algorithm',
    ]) {
      await expect(use(key, { kid })).rejects.toMatchObject(refused);
    }
  });

  it('are left out when they are RSA keys below 2048 bits', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const { verify, server, time } = await provider();
    const weak = { ...publicKey.export({ format: 'jwk' }), kid: 'weak' };
    server.answerWith((_request, response) => response.end(JSON.stringify({ keys: [weak] })));
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signedPart = `${part({ alg: 'RS256', kid: 'weak' })}.${part(claimsAt(time.clock()))}`;
    const signature = sign('sha256', Buffer.from(signedPart), privateKey).toString('base64url');
    await expect(verify(`${signedPart}.${signature}`)).rejects.toMatchObject(refused);
  });

  it('are used by their public part where a private key is shown by mistake', async () => {
    const key = await signingKey('ES256', 'one');
    const { use, server } = await provider(key);
    const mistaken = { ...key.publicJwk, ...(await exportJWK(key.privateKey)) };
    server.answerWith((_request, response) => response.end(JSON.stringify({ keys: [mistaken] })));
    expect(await use(key)).toMatchObject(accepted);
  });
});
