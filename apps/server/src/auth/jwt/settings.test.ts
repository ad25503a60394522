import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportSPKI } from 'jose';
import { describe, expect, it } from 'vitest';
import { audience, issuer, signingKey } from '../../../test/support/issuer.js';
import type { JwtSettings } from './settings.js';
import { createVerifyJwt } from './verify-jwt.js';

const secret = 'a shared secret of 32 bytes or more';

function verifier(source: JwtSettings['source'], more: Partial<JwtSettings> = {}) {
  const settings = { issuer, audience, organizationClaim: 'org_id', roleClaim: 'role' };
  return createVerifyJwt({ source, ...settings, ...more }, { clock: () => new Date() });
}

describe('settings are refused', () => {
  const { privateKey, publicKey: weak } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
  const { publicKey: other } = generateKeyPairSync('x25519');
  const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

  it('with a secret below 32 bytes', () => {
    expect(() => verifier({ kind: 'secret', secret: 'x'.repeat(31) })).toThrow(
      /JWT_SECRET must have 32 bytes/,
    );
  });

  it.each([
    ['that is none', 'not a key'],
    ['that is private', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['that is broken', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
    ['below 2048 bits', pemOf(weak)],
    ['of a kind that does not sign', pemOf(other)],
  ])('with a public key %s', (_what, pem) => {
    expect(() => verifier({ kind: 'public_key', pem })).toThrow(/JWT_PUBLIC_KEY/);
  });

  it.each([
    ['none with a secret', { kind: 'secret', secret } as const, ['none']],
    ['a public key algorithm with a secret', { kind: 'secret', secret } as const, ['HS256', 'RS256']],
    [
      'a shared secret algorithm with a JWKS',
      { kind: 'jwks', url: 'http://127.0.0.1:1/' } as const,
      ['HS256'],
    ],
    ['none with a JWKS', { kind: 'jwks', url: 'http://127.0.0.1:1/' } as const, ['none', 'RS256']],
    ['no algorithm', { kind: 'secret', secret } as const, []],
  ])('with %s', (_what, source, algorithms) => {
    expect(() => verifier(source, { algorithms })).toThrow(/JWT_ALGORITHMS/);
  });

  it('with algorithms that the public key cannot have', async () => {
    const pem = await exportSPKI((await signingKey('ES256')).publicKey);
    expect(() => verifier({ kind: 'public_key', pem }, { algorithms: ['RS256'] })).toThrow(/ES256/);
    expect(() => verifier({ kind: 'public_key', pem }, { algorithms: ['HS256'] })).toThrow(/JWT_ALGORITHMS/);
  });
});
