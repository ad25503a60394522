import { afterEach, describe, expect, it, vi } from 'vitest';
import { appOn, type TestApp } from '../../../test/support/app.js';
import { onEveryEngine } from '../../../test/support/databases.js';
import { counted } from '../../../test/support/statements.js';

const model = '/api/models/gpt-4o-mini';
const shipped = 'openai/gpt-4o-mini';
const paths = [
  model,
  '/api/definitions/mine',
  '/api/explanations/mine',
  '/api/models/list?page_size=2',
  '/api/models/summary',
  '/api/models?page_size=1&sort_by=model_name',
  '/api/providers',
  '/api/providers/openai',
  '/compat/openai/v1/models/gpt-4o-mini',
];

vi.setConfig({ testTimeout: 30_000 });

onEveryEngine((open) => {
  describe('a reply that was sent before', () => {
    const apps: TestApp[] = [];
    afterEach(async () => {
      for (const app of apps.splice(0)) await app.close();
    });

    async function started(environment: Record<string, string> = {}) {
      const database = await open();
      const app = await appOn(database, environment);
      apps.push(app);
      const statements = counted(database);

      async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
        const before = statements();
        const all = { authorization: `Bearer ${app.keys.admin}`, 'x-request-id': 'same', ...headers };
        const answer = await fetch(app.url + path, { headers: all, method });
        // The last two are the client's own choice: fetch keeps no connection that HEAD was sent on.
        const {
          date,
          ratelimit,
          connection,
          'keep-alive': _time,
          ...fields
        } = Object.fromEntries(answer.headers);
        const body = await answer.text();
        return { status: answer.status, fields, ratelimit, body, statements: statements() - before };
      }

      /** Asks until the answer comes without a statement: the lease may have to begin first. */
      const askKept = (...given: Parameters<typeof ask>) =>
        vi.waitFor(async () => {
          const answer = await ask(...given);
          expect(answer.statements).toBe(0);
          return answer;
        }, 5_000);

      const write = async (method: string, path: string, body?: object) => {
        const headers = { authorization: `Bearer ${app.keys.admin}`, 'content-type': 'application/json' };
        const answer = await fetch(app.url + path, {
          method,
          headers,
          ...(body && { body: JSON.stringify(body) }),
        });
        expect(answer.ok).toBe(true);
        return answer.json().catch(() => null) as Promise<{ id: string; api_key: string }>;
      };
      return { app, ask, askKept, write };
    }

    it('that is long is kept when it is asked for again, so that whoever goes through a list pushes nothing out', async () => {
      const { ask, askKept, write } = await started();
      const about = 'a parameter that takes some words to be described. '.repeat(300);
      await write('POST', '/api/models', { model_name: 'long', supported_params_override: { p: { about } } });
      const long = '/api/models/long';
      await askKept(model);
      const [first, second, third] = [await ask(long), await ask(long), await ask(long)];
      expect(first.body.length).toBeGreaterThan(8 * 1024);
      expect(second.statements).toBeGreaterThan(0);
      expect(third).toMatchObject({ statements: 0, body: first.body });
    });

    it.each([
      ['plainly', {}, {}],
      ['to other origins', { CORS_ORIGINS: 'https://a.example' }, { origin: 'https://a.example' }],
      [
        'behind a proxy',
        { TRUST_PROXY: '1' },
        { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'r.example' },
      ],
      ['with a public URL', { PUBLIC_URL: 'https://registry.example' }, {}],
    ])('is the same in each field and byte, %s', async (_how, environment, headers) => {
      const { ask, askKept, write } = await started(environment);
      await write('POST', '/api/models', { model_name: 'mine', base_model_name: 'gpt-4o-mini' });
      for (const path of paths) {
        const { statements: _some, ratelimit: _first, ...first } = await ask(path, headers);
        const { statements, ratelimit, ...kept } = await askKept(path, headers);
        expect([path, first.status]).toEqual([path, 200]);
        expect(kept).toEqual(first);
        expect(ratelimit).toMatch(/^"default";r=\d+;t=\d+$/);
        const { statements: _none, ratelimit: _another, ...head } = await ask(path, headers, 'HEAD');
        expect(head).toEqual({ ...first, body: '' });
      }
    });

    it('is 304 to who has it', async () => {
      const { askKept } = await started();
      const { etag = '' } = (await askKept(model)).fields;
      expect(await askKept(model, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
      expect(await askKept(model, { 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
    });

    it('is not sent once the model is another one, nor once it is gone', async () => {
      const { ask, askKept, write } = await started();
      await write('POST', '/api/models', { model_name: 'mine', input_cost: 1 });
      const first = await askKept('/api/models/mine');
      await write('POST', '/api/models', { model_name: 'mine', input_cost: 2 });
      const second = await ask('/api/models/mine');
      expect(JSON.parse(second.body).input_cost).toBe(2);
      expect(Number(second.fields['registry-revision'])).toBe(Number(first.fields['registry-revision']) + 1);
      await askKept('/api/models/mine');
      await write('DELETE', '/api/models/mine');
      expect((await ask('/api/models/mine')).status).toBe(404);
    });

    it('stays when another model is written, and names the revision of that', async () => {
      const { ask, askKept, write } = await started();
      await write('POST', '/api/models', { model_name: 'mine' });
      let cost = 0;
      // The first writes of an organization are told of once more where other servers may write.
      await vi.waitFor(async () => {
        const before = await askKept('/api/models/mine');
        await write('POST', '/api/models', { model_name: 'other', input_cost: ++cost });
        const revision = Number(before.fields['registry-revision']) + 1;
        const after = await ask('/api/models/mine', { 'registry-min-revision': String(revision) });
        expect(after.fields).toEqual({ ...before.fields, 'registry-revision': String(revision) });
        expect([after.statements, after.body]).toEqual([0, before.body]);
      }, 10_000);
    });

    it.each([
      [
        'what it inherits from',
        '/api/models/mine',
        'POST',
        '/api/models',
        { model_name: 'base', input_cost: 7 },
      ],
      ['its provider', '/api/models/mine', 'PUT', '/api/providers/own', { provider_name: 'Other' }],
      ['what its alias means', model, 'POST', '/api/models', { model_name: shipped, input_cost: 7 }],
      ['its alias', model, 'POST', '/api/models', { model_name: 'gpt-4o-mini', input_cost: 7 }],
      ['what is shown', model, 'PATCH', '/api/organization', { catalog_visibility: 'base_only' }],
    ])('is not sent once %s is another one', async (_what, path, method, where, body) => {
      const { ask, askKept, write } = await started();
      await write('POST', '/api/providers', { provider_id: 'own' });
      await write('POST', '/api/models', { model_name: 'base' });
      const mine = { model_name: 'mine', base_model_name: 'base', provider_id: 'own' };
      await write('POST', '/api/models', mine);
      const before = await askKept(path);
      await write(method, where, body);
      expect((await ask(path)).body).not.toBe(before.body);
    });

    it('is for nobody whose credential or role does not do', async () => {
      const { ask, askKept, write } = await started();
      const { id, api_key: key } = await write('POST', '/api/keys', { name: 'short', role: 'viewer' });
      await write('POST', '/api/models', { model_name: 'mine' });
      const mine = { authorization: `Bearer ${key}` };
      await askKept(model, mine);
      await askKept('/api/definitions/mine');
      expect((await ask('/api/definitions/mine', mine)).status).toBe(403);
      expect((await ask(model, { authorization: `Bearer ${key}x` })).status).toBe(401);
      expect((await ask(model, { authorization: `Basic ${key}` })).status).toBe(401);
      await write('DELETE', `/api/keys/${id}`);
      expect((await ask(model, mine)).status).toBe(401);
    });

    it('is for nobody whose allowance is spent', async () => {
      const { ask } = await started({ RATE_LIMIT_PER_MINUTE: '20' });
      const statuses: number[] = [];
      for (let at = 0; at < 25; at += 1) statuses.push((await ask(model)).status);
      expect(statuses).toEqual([...Array(20).fill(200), ...Array(5).fill(429)]);
    });

    it('is for one organization alone', async () => {
      const { app, ask, askKept } = await started();
      const operator = { organization: 'other', principal: 'operator' };
      const { value } = await app.services.keys.create(operator, { name: 'theirs', role: 'admin' });
      const ours = await askKept('/api/providers/openai');
      const theirs = await ask('/api/providers/openai', { authorization: `Bearer ${value.api_key}` });
      expect(theirs.statements).toBeGreaterThan(0);
      expect(theirs.fields['registry-revision']).not.toBe(ours.fields['registry-revision']);
    });

    it('is not for who demands a newer revision', async () => {
      const { ask, askKept } = await started();
      const revision = Number((await askKept(model)).fields['registry-revision']);
      expect((await askKept(model, { 'registry-min-revision': String(revision) })).status).toBe(200);
      expect((await ask(model, { 'registry-min-revision': String(revision + 1) })).status).toBe(503);
      expect((await ask(model, { 'registry-min-revision': 'x' })).status).toBe(400);
    });

    it.each([
      ['a model', model, 'getModel'],
      ['a summary', '/api/models/summary', 'getModelsSummary'],
    ])('is counted and logged like any other: %s', async (_what, path, operation) => {
      const { app, ask, askKept } = await started();
      await ask(path);
      await askKept(path);
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      expect(metrics).toMatch(/cache_lookups_total\{cache="answers",result="hit"\} [1-9]/);
      const lines = app.logged().split(`"operation_id":"${operation}","organization":"acme"`);
      expect(lines.length).toBeGreaterThan(2);
      expect(metrics).toMatch(
        new RegExp(`http_requests_total\\{operation="${operation}",status="200"\\} [2-9]`),
      );
    });
  });
});
