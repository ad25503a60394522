import { assert, beforeAll, describe, expect, inject, test } from 'vitest';
import { idsOf, operations } from '../contract/operations.js';
import { type RawAnswer, type RawRequest, send } from '../requests/raw.js';
import { anySubjects, sample } from '../requests/samples.js';
import { signed } from '../target/jwt.js';
import type { Preparation } from '../target/target.js';

const { issuer } = inject('target');
const prepared = inject('prepared');

/** The organization in which the prepared servers have something to lose. */
const organization = 'prepared';

function tokenOf(role = 'admin'): string {
  if (issuer === null) throw new Error('These servers are only there where tokens can be signed.');
  return signed(issuer, { org_id: organization, role, sub: 'contract' });
}

function ask(preparation: Preparation, request: RawRequest): Promise<RawAnswer> {
  return send(prepared[preparation] ?? '', { token: tokenOf(), ...request }, true);
}

async function seededKey(preparation: Preparation): Promise<string> {
  const { json } = await ask(preparation, { path: '/api/keys' });
  // The seeded organization has one key.
  return (json as { id: string }[])[0]?.id ?? '';
}

function documenting(status: number) {
  return operations.filter(({ id, answers }) => answers.has(status) && id !== 'readiness');
}

/** The operations that write: those that a full disk can refuse. */
const writing = documenting(507);

/** What needs no more than what admission reads. */
const ofAdmission = ['getCurrentPrincipal', 'getOrganization', 'getModelsSummary', 'filterModelsSummary'];

describe.skipIf(issuer === null)('on a server that is prepared to fail', () => {
  describe('429 when the allowance is spent', () => {
    test.each(idsOf(documenting(429)))('%s', async (id) => {
      await ask('limited', { path: '/api/me' });
      await ask('limited', { path: '/api/models/public' });
      const answer = await ask('limited', sample(id));
      expect(answer.json).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    test('comes in place of 401 when the address has spent its own', async () => {
      await send(prepared.limited ?? '', { path: '/api/models/public' });
      const answer = await send(prepared.limited ?? '', { path: '/api/me', token: 'llmr_nobody' });
      expect(answer.json).toMatchObject({ code: 'rate_limited' });
    });

    test('never refuses what monitoring asks', async () => {
      for (const path of ['/healthz', '/readyz', '/openapi.json', '/metrics']) {
        for (let times = 0; times < 3; times += 1) {
          expect((await fetch(prepared.limited + path)).status).toBe(200);
        }
      }
    });
  });

  describe('500 when a table is lost', () => {
    test.each(idsOf(documenting(500)))('%s', async (id) => {
      const answer = await ask(ofAdmission.includes(id) ? 'nobody' : 'tableless', sample(id));
      expect(answer.json).toMatchObject({ status: 500, code: 'internal_error' });
      expect(answer.text).not.toMatch(/no such table|relation|sqlite|postgres/i);
    });
  });

  describe('503 while the database cannot be read', () => {
    // At once: opening a database that is locked is tried for seconds.
    const answers = new Map<string, RawAnswer>();
    beforeAll(async () => {
      await Promise.all(
        documenting(503).map(async ({ id }) => answers.set(id, await ask('locked', sample(id)))),
      );
    }, 60_000);

    test.each(idsOf(documenting(503)))('%s', (id) => {
      const answer = answers.get(id);
      assert(answer);
      expect(answer.json).toMatchObject({ status: 503, code: 'database_unavailable' });
      expect(answer.headers.get('retry-after')).toBe('1');
    });

    test('readiness', async () => {
      const answer = await ask('locked', { path: '/readyz' });
      expect(answer.json).toMatchObject({
        status: 'not_ready',
        checks: [{ name: 'database', ok: false }, {}],
      });
    });

    test('and health stays 200', async () => {
      expect((await ask('locked', { path: '/healthz' })).status).toBe(200);
    });
  });

  describe('503 while the database cannot be written, and reads go on', () => {
    test.each(idsOf(writing))('%s', async (id) => {
      const subjects = { ...anySubjects, key: await seededKey('readonly') };
      const answer = await ask('readonly', sample(id, subjects));
      expect(answer.json).toMatchObject({ status: 503, code: 'database_unavailable' });
      expect((await ask('readonly', { path: '/api/models/acme/model' })).status).toBe(200);
    });
  });

  describe('507 when the disk is full, and reads go on', () => {
    test.each(idsOf(writing))('%s', async (id) => {
      const subjects = { ...anySubjects, key: await seededKey('full') };
      const before = await ask('full', { path: '/api/models/acme/model' });
      const answer = await ask('full', sample(id, subjects));
      expect(answer.json).toMatchObject({ status: 507, code: 'storage_full' });
      const after = await ask('full', { path: '/api/models/acme/model' });
      expect([after.status, after.headers.get('etag')]).toEqual([200, before.headers.get('etag')]);
    });
  });

  describe('409 when more models would inherit than may', () => {
    test.each([
      { id: 'upsertModel', request: { method: 'POST', path: '/api/models' } },
      { id: 'replaceModel', request: { method: 'PUT', path: '/api/models/acme/third' } },
      { id: 'updateModel', request: { method: 'PATCH', path: '/api/models/acme/third' } },
    ])('$id', async ({ id, request }) => {
      const create = (body: object) => ask('crowded', { method: 'POST', path: '/api/models', body });
      await create({ model_name: 'acme/second', base_model_name: 'acme/base' });
      await create({ model_name: 'acme/third' });
      const body = {
        ...(id === 'upsertModel' && { model_name: 'acme/third' }),
        base_model_name: 'acme/base',
      };
      const answer = await ask('crowded', { ...request, body });
      expect(answer.json).toMatchObject({ status: 409, code: 'too_many_dependents' });
    });
  });

  test('503 while the identity provider cannot be asked for its keys', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'new' })).toString('base64url');
    const [, payload] = tokenOf().split('.');
    const answer = await ask('orphaned', { path: '/api/me', token: `${header}.${payload}.AAAA` });
    expect(answer.json).toMatchObject({ status: 503, code: 'identity_provider_unavailable' });
  });
});
