import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isReadAnonymously } from '../src/auth/permissions.js';
import { loadContract } from '../src/http/document.js';
import { appOn, type TestApp } from './support/app.js';
import { onEveryEngine } from './support/databases.js';

/** What tells how a provider is reached: whoever sends no credential finds none of it anywhere. */
const details = {
  apiKey: 'CANARY-api-key-2b7e',
  reference: 'env:CANARY_REFERENCE',
  baseUrl: 'https://CANARY-host.example.com',
  header: 'CANARY-header-9c31',
  own: 'CANARY-only-the-other-organization',
};

const providers = [
  {
    provider_id: 'acme-azure',
    provider_name: 'Azure of Acme',
    api_key: details.apiKey,
    extra_kwargs: { base_url: details.baseUrl, headers: { 'X-Auth': details.header }, region: 'eu' },
  },
  { provider_id: 'acme-env', api_key: details.reference },
];
const models = [
  { model_name: 'acme/x', base_model_name: 'gpt-4o-mini', provider_id: 'acme-azure' },
  { model_name: 'acme/y', provider_id: 'acme-env' },
];
const named = { id: 'acme-azure', provider_id: 'acme-azure', provider_name: 'Azure of Acme' };

interface Sent {
  key?: string | undefined;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

onEveryEngine((open) => {
  let app: TestApp;
  afterEach(() => app.close());

  async function start(environment: Record<string, string> = {}) {
    app = await appOn(await open(), environment);
  }

  async function call(path: string, { key, method = 'GET', body, headers = {} }: Sent = {}) {
    const response = await fetch(app.url + path, {
      method,
      headers: {
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    };
  }

  async function stock(): Promise<void> {
    for (const body of providers) {
      const created = await call('/api/providers', { key: app.keys.admin, method: 'POST', body });
      expect(created.status).toBe(201);
    }
    for (const body of models) {
      const created = await call('/api/models', { key: app.keys.admin, method: 'POST', body });
      expect(created.status).toBe(201);
    }
  }

  describe('without the setting', () => {
    it('nobody reads anything without a credential', async () => {
      await start();
      for (const path of ['/api/me', '/api/models', '/api/models/gpt-4o-mini', '/api/models/summary']) {
        expect((await call(path)).json, path).toMatchObject({ code: 'unauthenticated' });
      }
    });
  });

  describe('with ANONYMOUS_ORGANIZATION', () => {
    beforeEach(async () => {
      await start({ ANONYMOUS_ORGANIZATION: 'acme' });
      await stock();
    });

    it('/api/me says who reads without a credential, and of which organization', async () => {
      const { status, json, headers } = await call('/api/me');
      expect([status, json]).toEqual([
        200,
        { organization: 'acme', role: 'public', kind: 'anonymous', name: null, expires_at: null },
      ]);
      expect(headers.get('Registry-Revision')).toMatch(/^\d+$/);
    });

    it('a credential that is refused does not become none', async () => {
      for (const Authorization of [
        '',
        'Bearer',
        'Bearer nonsense',
        'Basic YTpi',
        `Bearer ${'x'.repeat(9_000)}`,
      ]) {
        const answer = await call('/api/models/acme/x', { headers: { Authorization } });
        expect(answer.json, Authorization).toMatchObject({ code: 'unauthenticated' });
        expect(answer.headers.get('WWW-Authenticate')).not.toBeNull();
      }
    });

    it('a credential that is valid is what it is', async () => {
      expect((await call('/api/me', { key: app.keys.viewer })).json).toMatchObject({ kind: 'api_key' });
      const { json } = await call('/api/models/acme/x', { key: app.keys.viewer });
      expect(json.provider).toMatchObject({ extra_kwargs: { base_url: details.baseUrl } });
    });

    it('of a provider its id and name are shown, wherever a model is', async () => {
      const provider_id = { value: ['acme-azure'] };
      const one = await call('/api/models/acme/x');
      const answers = [
        one.json,
        (await call('/api/models?all=true')).json[0],
        (await call('/api/models')).json[0],
        (await call('/api/models/list?sort_by=provider_id')).json.results[0],
        (await call('/api/models/list', { method: 'POST', body: { filters: { provider_id } } })).json
          .results[0],
        (await call('/api/lookup', { method: 'POST', body: { model_names: ['acme/x'] } })).json.results[
          'acme/x'
        ],
      ];
      for (const model of answers) expect(model).toEqual({ ...one.json, provider: named });
      const explained = await call('/api/explanations/acme/x');
      expect(explained.json.fields.provider).toEqual({ value: named, from: 'own', model_name: 'acme/x' });
      expect(explained.headers.get('ETag')).toBe(one.headers.get('ETag'));
    });

    it('shipped providers are shown no further either', async () => {
      const { json } = await call('/api/models/gpt-4o-mini');
      expect(json.provider).toEqual({ id: 'openai', provider_id: 'openai', provider_name: 'openai' });
    });

    it('a tag is of what is answered, and tells nothing of what is not', async () => {
      const tagOf = async (key?: string) =>
        (await call('/api/models/acme/x', { key })).headers.get('ETag') ?? '';
      const [open, whole] = [await tagOf(), await tagOf(app.keys.viewer)];
      expect(open).not.toBe(whole);
      const asked = (tag: string) => call('/api/models/acme/x', { headers: { 'If-None-Match': tag } });
      expect([(await asked(open)).status, (await asked(whole)).status]).toEqual([304, 200]);
      const body = { extra_kwargs: { base_url: 'https://elsewhere.example.com' } };
      await call('/api/providers/acme-azure', { key: app.keys.admin, method: 'PATCH', body });
      expect(await tagOf()).toBe(open);
      expect(await tagOf(app.keys.viewer)).not.toBe(whole);
    });

    it('a read that waits for a revision shows no more than one that does not', async () => {
      const { headers } = await call('/api/me');
      const next = String(Number(headers.get('Registry-Revision')) + 1);
      const [waited] = await Promise.all([
        call('/api/models/acme/x', { headers: { 'Registry-Min-Revision': next } }),
        call('/api/models', { key: app.keys.admin, method: 'POST', body: { model_name: 'acme/z' } }),
      ]);
      expect(waited.headers.get('Registry-Revision')).toBe(next);
      expect(waited.json.provider).toEqual(named);
    });

    it('lists sort and filter by nothing of a provider but its id', async () => {
      const filters = { 'provider.extra_kwargs': { operator: 'contains', value: ['CANARY'] } };
      for (const path of ['/api/models/list', '/api/models/summary']) {
        expect((await call(path, { method: 'POST', body: { filters } })).status, path).toBe(400);
      }
      for (const field of ['provider.provider_name', 'provider.has_api_key', 'provider.updated_at']) {
        expect((await call(`/api/models?sort_by=${field}`)).status, field).toBe(400);
      }
    });

    it('another organization is never reached', async () => {
      const other = appOrganization('other');
      const body = { model_name: 'other/secret-plan', display_name: details.own };
      await other(body);
      expect((await call('/api/models/other/secret-plan')).status).toBe(404);
      for (const name of ['X-Organization', 'X-Org-Id', 'Organization', 'Cookie', 'Proxy-Authorization']) {
        const { json } = await call('/api/me', { headers: { [name]: 'other' } });
        expect(json, name).toMatchObject({ organization: 'acme' });
      }
      expect((await call('/api/models?all=true')).text).not.toContain(details.own);
    });
  });

  /** Writes a model for another organization, as its admin would. */
  function appOrganization(organization: string) {
    return (body: { model_name: string; display_name: string }) =>
      app.services.models.upsert({ organization, principal: 'operator' }, body, () => true, false);
  }

  describe('an anonymous sweep', () => {
    /** Every operation of the contract, with a body where one is taken. */
    function everything() {
      return Object.entries(loadContract().paths).flatMap(([template, item]) =>
        Object.entries(item).map(([method, operation]) => ({
          id: operation.operationId,
          security: operation.security,
          method: method.toUpperCase(),
          path: template
            .replace(/\{model(_name)?\}/, 'acme/x')
            .replace('{provider_id}', 'acme-azure')
            .replace('{key_id}', 'unknown'),
          body: bodies[operation.operationId] ?? (operation.requestBody ? {} : undefined),
        })),
      );
    }

    const bodies: Record<string, unknown> = {
      lookupModels: { model_names: ['acme/x', 'acme/y'] },
      filterModels: { filters: { provider_id: { operator: 'startswith', value: ['acme'] } } },
      filterModelsSummary: { filters: {} },
    };

    it('is answered by what reads models, and by nothing else', async () => {
      await start({ ANONYMOUS_ORGANIZATION: 'acme' });
      await stock();
      for (const { id, security, method, path, body } of everything()) {
        const { status, json, headers } = await call(path, { method, body });
        if (isReadAnonymously(id) || security?.length === 0) expect(status, id).toBe(200);
        else {
          expect(json, id).toMatchObject({ status: 401, code: 'unauthenticated' });
          expect(headers.get('Registry-Revision'), id).toBeNull();
        }
      }
    });

    it('is shown no secret, no setting of a provider, and nothing of another organization', async () => {
      await start({ ANONYMOUS_ORGANIZATION: 'acme' });
      await stock();
      await appOrganization('other')({ model_name: 'other/secret-plan', display_name: details.own });
      for (const { id, method, path, body } of everything()) {
        const { text, headers } = await call(path, { method, body });
        const seen = text + JSON.stringify([...headers]);
        for (const canary of Object.values(details))
          expect(seen.includes(canary), `${canary} in ${id}`).toBe(false);
        if (isReadAnonymously(id))
          expect(text, id).not.toMatch(/extra_kwargs|has_api_key|secrets_readable|fingerprint/);
      }
    });
  });

  describe('an allowance', () => {
    const limits = {
      ANONYMOUS_ORGANIZATION: 'acme',
      ANONYMOUS_RATE_LIMIT_PER_MINUTE: '2',
      RATE_LIMIT_PER_MINUTE: '2',
    };

    it('of the address is spent by those without a credential, never the organization’s', async () => {
      await start(limits);
      expect((await call('/api/me')).headers.get('RateLimit')).toMatch(/^"default";r=1;/);
      expect((await call('/api/models/gpt-4o-mini')).status).toBe(200);
      const refused = await call('/api/models/gpt-4o-mini');
      expect(refused.json).toMatchObject({ status: 429, code: 'rate_limited' });
      for (const left of [1, 0]) {
        const { status, headers } = await call('/api/me', { key: app.keys.viewer });
        expect([status, headers.get('RateLimit')]).toEqual([200, expect.stringContaining(`r=${left};`)]);
      }
    });

    it('of the address is one for all that is asked without a valid credential', async () => {
      await start(limits);
      expect((await call('/api/me', { key: 'wrong' })).status).toBe(401);
      expect((await call('/api/keys')).status).toBe(401);
      expect((await call('/api/me')).status).toBe(429);
    });
  });
});
