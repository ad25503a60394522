import { createHmac, KeyObject } from 'node:crypto';
import { exportSPKI, SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { appOn, type TestApp } from './support/app.js';
import { onlyOn } from './support/databases.js';
import {
  audience,
  claimsAt,
  issuer,
  type JwksServer,
  signed,
  signingKey,
  startJwksServer,
} from './support/issuer.js';

const reads = ['/api/models/gpt-4o-mini', '/api/models/list', '/api/providers', '/api/models?page_size=1'];

const rsa = await signingKey('RS256', 'one');
const pem = await exportSPKI(rsa.publicKey);
const thief = await signingKey('RS256', 'one');
const now = () => new Date();
const seconds = (from: number) => Math.floor(Date.now() / 1_000) + from;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that no library would make, signed as if the text of the public key were a shared secret. */
function confused(header: object): string {
  const content = `${part(header)}.${part(claimsAt(now()))}`;
  return `${content}.${createHmac('sha256', pem).update(content).digest('base64url')}`;
}

/** Tokens of somebody who would like to be let in, by what is wrong with them. */
const hostile: [string, (elsewhere: string) => string | Promise<string>][] = [
  ['no algorithm', () => `${part({ alg: 'none' })}.${part(claimsAt(now()))}.`],
  ['no algorithm, spelled otherwise', () => `${part({ alg: 'nOnE' })}.${part(claimsAt(now()))}.AAAA`],
  ['the public key for a shared secret', () => confused({ alg: 'HS256', kid: 'one' })],
  ['another algorithm of the same key', () => signedAs('RS512')],
  ['another issuer', () => signed(rsa, claimsAt(now(), { iss: 'https://elsewhere.example.com/' }))],
  ['another audience', () => signed(rsa, claimsAt(now(), { aud: 'somebody-else' }))],
  ['another key of the same name', () => signed(thief, claimsAt(now()))],
  ['an end that has come', () => signed(rsa, claimsAt(now(), { exp: seconds(-60) }))],
  ['a beginning that has not', () => signed(rsa, claimsAt(now(), { nbf: seconds(600) }))],
  ['no end', endless],
  ['the name of a key that is a path', () => signed(thief, claimsAt(now()), { kid: '../../../../dev/null' })],
  ['the name of a key that is a statement', () => signed(thief, claimsAt(now()), { kid: "x' OR 1=1 --" })],
  ['the address of a key set', (jku) => signed(thief, claimsAt(now()), { jku })],
  ['the address of a certificate', (x5u) => signed(thief, claimsAt(now()), { x5u })],
  ['a key of its own', () => signed(thief, claimsAt(now()), { jwk: thief.publicJwk })],
  [
    'an extension that it calls critical',
    () => confused({ alg: 'RS256', kid: 'one', crit: ['exp'], exp: 1 }),
  ],
  ['more than anybody reads', () => signed(rsa, claimsAt(now(), { more: 'x'.repeat(9_000) }))],
  ['claims that were changed', changed],
];

function signedAs(alg: string): Promise<string> {
  return new SignJWT(claimsAt(now()))
    .setProtectedHeader({ alg, kid: 'one' })
    .sign(KeyObject.from(rsa.privateKey));
}

async function changed(): Promise<string> {
  const [header, , signature] = (await signed(rsa, claimsAt(now()))).split('.');
  return `${header}.${part(claimsAt(now(), { role: 'admin' }))}.${signature}`;
}

function endless(): Promise<string> {
  const { exp: _none, ...claims } = claimsAt(now());
  return signed(rsa, claims);
}

/** Where its keys come from: the text of one, or the address of a set. */
const sources: [string, (keys: JwksServer) => Record<string, string>][] = [
  ['JWT_PUBLIC_KEY', () => ({ JWT_PUBLIC_KEY: pem })],
  ['JWT_JWKS_URL', (keys) => ({ JWT_JWKS_URL: keys.url })],
];

// The database has nothing to say about tokens.
onlyOn('sqlite', (open) => {
  describe.each(sources)('with %s', (_source, settings) => {
    let app: TestApp;
    const started: JwksServer[] = [];
    afterEach(async () => {
      await app.close();
      for (const server of started.splice(0)) await server.stop();
    });

    async function start(): Promise<{ elsewhere: JwksServer }> {
      const [keys, elsewhere] = [await startJwksServer(rsa), await startJwksServer(thief)];
      started.push(keys, elsewhere);
      const identity = { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ALGORITHMS: 'RS256' };
      app = await appOn(await open(), {
        ...identity,
        ...settings(keys),
        ANONYMOUS_RATE_LIMIT_PER_MINUTE: '0',
      });
      return { elsewhere };
    }

    const ask = (path: string, token: string) =>
      fetch(app.url + path, { headers: { Authorization: `Bearer ${token}` } });

    async function keptAnswers(): Promise<number> {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      return Number(/cache_lookups_total\{cache="answers",result="hit"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    }

    /** Asks all reads. @returns how many of the answers came from what is kept */
    async function keptAmong(token: string): Promise<number> {
      const before = await keptAnswers();
      for (const path of reads) expect((await ask(path, token)).status).toBe(200);
      return (await keptAnswers()) - before;
    }

    it('whatever is wrong with a token, it is refused, whether or not the answer is kept for those who may', async () => {
      const { elsewhere } = await start();
      const good = await signed(rsa, claimsAt(now()));
      for (const kept of [false, true]) {
        for (const [what, make] of hostile) {
          const token = await make(elsewhere.url);
          for (const path of reads) {
            const answer = await ask(path, token);
            const shown = `${what}, asking for ${path}, ${kept ? 'which is kept' : 'which is not kept'}`;
            expect(await answer.json(), shown).toMatchObject({ status: 401, code: 'unauthenticated' });
            expect(answer.headers.get('registry-revision'), shown).toBeNull();
          }
        }
        await expect.poll(() => keptAmong(good), { timeout: 20_000 }).toBe(reads.length);
      }
      expect(elsewhere.requests()).toBe(0);
    });

    it('a token is good for its own organization alone, also where another’s answers are kept', async () => {
      await start();
      const of = (org_id: string) => signed(rsa, claimsAt(now(), { org_id }));
      const body = JSON.stringify({ model_name: 'ours/alone' });
      const headers = { Authorization: `Bearer ${await of('ours')}`, 'Content-Type': 'application/json' };
      expect((await fetch(`${app.url}/api/models`, { method: 'POST', body, headers })).status).toBe(201);
      for (const _twice of [1, 2])
        expect((await ask('/api/models/ours/alone', await of('ours'))).status).toBe(200);
      for (const other of [
        'theirs',
        'ours\u2028',
        'OURS',
        '__proto__',
        'constructor',
        'ours/alone',
        'viewer',
      ]) {
        expect((await ask('/api/models/ours/alone', await of(other))).status, other).toBe(404);
      }
    });
  });
});
