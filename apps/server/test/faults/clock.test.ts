import { setTimeout as delay } from 'node:timers/promises';
import type { ChangePage, Model } from '@llm-registry/api-types';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/connect.js';
import { appOn, type TestApp } from '../support/app.js';
import { clockAt, type TestClock } from '../support/clock.js';
import { onEveryEngine, openAgain } from '../support/databases.js';
import { audience, claimsAt, issuer } from '../support/issuer.js';
import { type Call, callsTo } from './calls.js';

const day = 86_400;
const start = '2026-11-10T12:00:00Z';

/** Where the clock is while things happen, in seconds from its start: forward a day, back two, and back where it was. */
const jumps = [0, day, day, -day, -day, 0, day, 0];

const secret = 'a-secret-that-is-long-enough-for-the-algorithm';
const settings = {
  JWT_SECRET: secret,
  JWT_ISSUER: issuer,
  JWT_AUDIENCE: audience,
  RATE_LIMIT_PER_MINUTE: '0',
};

const jwt = (at: Date) =>
  new SignJWT(claimsAt(at)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));

onEveryEngine((open) => {
  let app: TestApp;
  let database: Database;
  let time: TestClock;
  let call: Call;
  /** Where the clock is, in seconds from its start. */
  let position: number;

  beforeEach(async () => {
    time = clockAt(start);
    position = 0;
    database = await open();
    app = await appOn(database, settings, { clock: time.clock });
    call = callsTo(app.url, app.keys.admin);
  });
  afterEach(() => app.close());

  function jumpTo(seconds: number): void {
    time.advance(seconds - position);
    position = seconds;
  }

  describe('while the clock jumps a day forward and back', () => {
    it('revisions and the order of changes are those of the writes, and times of an object only rise', async () => {
      const revisions: number[] = [];
      const times: string[] = [];
      for (const [index, jump] of jumps.entries()) {
        jumpTo(jump);
        const body = { model_name: 'acme/x', input_cost: index + 1 };
        const { headers, body: model } = await call('POST', '/api/models', body);
        revisions.push(Number(headers.get('Registry-Revision')));
        // What a write answers is a model.
        times.push((model as Model).updated_at ?? '');
      }
      const [first = 0] = revisions;
      expect(revisions).toEqual(jumps.map((_jump, index) => first + index));
      expect(times).toEqual([...new Set(times)].sort());
      const { body: page } = await call('GET', `/api/changes?after=${first - 1}`);
      // What this operation answers is a page of changes: the last of each name.
      expect((page as ChangePage).changes).toMatchObject([{ name: 'acme/x', revision: revisions.at(-1) }]);
    });

    it('a provider’s times only rise too', async () => {
      const times: string[] = [];
      await call('POST', '/api/providers', { provider_id: 'p' });
      for (const [index, jump] of jumps.entries()) {
        jumpTo(jump);
        const { body } = await call('PATCH', '/api/providers/p', { provider_name: `name ${index}` });
        times.push(Object(body).updated_at);
      }
      expect(times).toHaveLength(jumps.length);
      expect(times).toEqual([...new Set(times)].sort());
    });

    it('what a server has read is as fresh as ever, on the one that writes and on another', async () => {
      const again = openAgain(database);
      const other = await appOn(again, settings, { clock: time.clock });
      const reads = [call, callsTo(other.url, other.keys.viewer)];
      for (const [index, jump] of jumps.entries()) {
        jumpTo(jump);
        await call('POST', '/api/models', { model_name: 'acme/x', input_cost: index + 1 });
        // What every server has to have seen by now.
        await delay(250);
        for (const read of reads)
          expect((await read('GET', '/api/models/acme%2Fx')).body).toMatchObject({ input_cost: index + 1 });
      }
      await other.close();
      await again.close();
    });

    it('a revoked key stays revoked', async () => {
      const { body } = await call('POST', '/api/keys', { name: 'short', role: 'viewer' });
      const { id, api_key } = Object(body);
      const asKey = callsTo(app.url, api_key);
      expect((await asKey('GET', '/api/me')).status).toBe(200);
      expect((await call('DELETE', `/api/keys/${id}`)).status).toBe(204);
      for (const jump of jumps) {
        jumpTo(jump);
        expect((await asKey('GET', '/api/me')).status).toBe(401);
      }
    });

    it('tokens and keys that expire follow it', async () => {
      const expires_at = new Date(Date.parse(start) + 3_600_000).toISOString();
      const { body } = await call('POST', '/api/keys', { name: 'hour', role: 'viewer', expires_at });
      const callers = [Object(body).api_key, await jwt(time.clock())].map((key) => callsTo(app.url, key));
      const seen: number[][] = [];
      for (const jump of [0, day, 0, day, 0]) {
        jumpTo(jump);
        seen.push(await Promise.all(callers.map(async (caller) => (await caller('GET', '/api/me')).status)));
      }
      expect(seen).toEqual([
        [200, 200],
        [401, 401],
        [200, 200],
        [401, 401],
        [200, 200],
      ]);
    });
  });
});
