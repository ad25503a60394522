import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { exportSPKI } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockAt } from '../../../test/support/clock.js';
import {
  audience,
  claimsAt,
  issuer,
  type JwksServer,
  signingKey,
  startJwksServer,
} from '../../../test/support/issuer.js';
import { RegistryError } from '../../errors.js';
import type { JwtSource } from './settings.js';
import { createVerifyJwt, type VerifyJwt } from './verify-jwt.js';

const secret = 'a shared secret of 32 bytes or more';
const { clock } = clockAt('2026-11-01T00:00:00Z');

let server: JwksServer;
let verifiers: VerifyJwt[];
beforeAll(async () => {
  const [rsa, ec] = [await signingKey('RS256', 'one'), await signingKey('ES256')];
  server = await startJwksServer(rsa, ec);
  const sources: JwtSource[] = [
    { kind: 'secret', secret },
    { kind: 'public_key', pem: await exportSPKI(rsa.publicKey) },
    { kind: 'jwks', url: server.url },
  ];
  const settings = { issuer, audience, organizationClaim: 'org_id', roleClaim: 'role' };
  verifiers = sources.map((source) => createVerifyJwt({ source, ...settings }, { clock }));
});
afterAll(() => server.stop());

const algorithm = fc.constantFrom(
  'HS256',
  'RS256',
  'ES256',
  'EdDSA',
  'none',
  'ES384',
  '__proto__',
  'constructor',
);
const header = fc.record(
  {
    alg: fc.oneof(algorithm, fc.jsonValue()),
    kid: fc.oneof(fc.constant('one'), fc.jsonValue()),
    crit: fc.oneof(fc.constant(['b64']), fc.constant(['exp']), fc.jsonValue()),
    b64: fc.oneof(fc.boolean(), fc.jsonValue()),
    typ: fc.jsonValue(),
    jwk: fc.jsonValue(),
  },
  { requiredKeys: ['alg'] },
);

const names = ['iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'org_id', 'role', '__proto__', 'constructor'];
/** Acceptable claims, of which some are anything else. */
const claims = fc
  .dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.double(), fc.string({ unit: 'binary' })))
  .map((odd) => JSON.stringify({ ...claimsAt(clock()), ...odd }));

const encoded = (text: string) => Buffer.from(text).toString('base64url');

function signedBySecret(headerText: string, payload: string): string {
  const text = `${encoded(headerText)}.${encoded(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

async function outcomes(token: string): Promise<unknown[]> {
  return Promise.all(verifiers.map((verify) => verify(token).catch((error: unknown) => error)));
}

it('whatever a header holds, the token is accepted or refused, and nothing fails', async () => {
  await fc.assert(
    fc.asyncProperty(header, claims, async (head, payload) => {
      for (const outcome of await outcomes(signedBySecret(JSON.stringify(head), payload))) {
        if (outcome instanceof RegistryError) expect(outcome.code).toBe('unauthenticated');
        else expect(outcome).toMatchObject({ kind: 'jwt' });
      }
    }),
    { numRuns: 300 },
  );
});

it('whatever claims are signed, an accepted token has an organization, a role and an expiry that can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(claims, async (payload) => {
      const [outcome, ...others] = await outcomes(signedBySecret('{"alg":"HS256"}', payload));
      for (const other of others) expect(other).toMatchObject({ code: 'unauthenticated' });
      if (outcome instanceof RegistryError) {
        expect(outcome.code).toBe('unauthenticated');
        return;
      }
      expect(outcome).toMatchObject({
        organization: expect.stringMatching(/^[^\p{Cc}\p{Cs}]{1,255}$/u),
        role: expect.stringMatching(/^(viewer|editor|admin)$/),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
    }),
    { numRuns: 300 },
  );
});

it('text of any kind is refused', async () => {
  const part = fc.oneof(fc.string(), fc.base64String(), fc.json().map(encoded));
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
      for (const outcome of await outcomes(parts.join('.')))
        expect(outcome).toMatchObject({ code: 'unauthenticated' });
    }),
    { numRuns: 300 },
  );
});
