import type { LitellmPrices, ModelsDevCatalog, OpenaiModelList, Problem } from '@llm-registry/api-types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appOn, type TestApp } from '../../test/support/app.js';
import { onEveryEngine } from '../../test/support/databases.js';

const litellm = '/compat/litellm/model_prices.json';
const openai = '/compat/openai/v1/models';
const modelsDev = '/compat/models.dev/api.json';
const lists = [litellm, openai, modelsDev];

onEveryEngine((open) => {
  let app: TestApp;
  beforeEach(async () => {
    app = await appOn(await open());
    await put({ model_name: 'acme/bot', base_model_name: 'openai/gpt-4o-mini', input_cost: 0.12 });
    await put({ model_name: 'acme/größe L', input_cost: 1 });
  });
  afterEach(() => app.close());

  const call = (path: string, init: RequestInit = {}, key = app.keys.viewer): Promise<Response> =>
    fetch(`${app.url}${path}`, { ...init, headers: { Authorization: `Bearer ${key}`, ...init.headers } });
  const send = (method: string, path: string, body: object) =>
    call(
      path,
      { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } },
      app.keys.admin,
    );
  const put = (model: object) => send('POST', '/api/models', model);
  // Each test says what it asked for.
  const json = async <Body = object>(path: string) => (await (await call(path)).json()) as Body;

  describe('LiteLLM’s cost map', () => {
    it('has own and shipped models', async () => {
      const map = await json<LitellmPrices>(litellm);
      expect(Object.keys(map).sort()).toEqual([
        'acme/bot',
        'acme/größe L',
        'claude-sonnet-4-5',
        'gemini-2.5-pro',
        'gemini/gemini-2.5-pro',
        'gpt-4o-mini',
      ]);
      expect(map['acme/bot']).toMatchObject({ litellm_provider: 'openai', input_cost_per_token: 1.2e-7 });
    });

    it('has the shipped models also where the organization answers its own alone', async () => {
      await send('PATCH', '/api/organization', { catalog_visibility: 'base_only' });
      expect(await json(litellm)).toHaveProperty('gpt-4o-mini');
      expect((await json<OpenaiModelList>(openai)).data).toHaveLength(2);
      expect(Object.keys(await json(modelsDev))).toEqual(['openai', 'custom']);
    });
  });

  describe('OpenAI’s list', () => {
    it('has the models by name, with a slash at its end too', async () => {
      const { object, data } = await json<OpenaiModelList>(`${openai}/`);
      expect(object).toBe('list');
      expect(data.map(({ id }) => id)).toEqual([
        'acme/bot',
        'acme/größe L',
        'anthropic/claude-sonnet-4-5',
        'google/gemini-2.5-pro',
        'openai/gpt-4o-mini',
      ]);
    });
  });

  describe('a model in OpenAI’s shape', () => {
    it('is there by its name, however that is sent, and under it where an alias was asked for', async () => {
      for (const path of ['acme/gr%C3%B6%C3%9Fe%20L', 'acme%2Fgr%C3%B6%C3%9Fe%20L']) {
        expect(await json(`${openai}/${path}`)).toMatchObject({ id: 'acme/größe L', owned_by: 'custom' });
      }
      expect(await json(`${openai}/gpt-4o-mini`)).toMatchObject({ id: 'openai/gpt-4o-mini' });
    });

    it('has a strong tag of its own', async () => {
      const etag = (await call(`${openai}/acme/bot`)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"/);
      const again = await call(`${openai}/acme/bot`, { headers: { 'If-None-Match': etag } });
      expect(again.status).toBe(304);
    });

    it('that is not there is an error as OpenAI’s clients read it', async () => {
      const problem = await json<Problem>(`${openai}/acme/nobody`);
      expect(problem.error).toMatchObject({ message: problem.detail, code: 'model_not_found' });
    });
  });

  it('models.dev’s catalog has the models below their providers', async () => {
    const catalog = await json<ModelsDevCatalog>(modelsDev);
    expect(Object.keys(catalog)).toEqual(['anthropic', 'google', 'openai', 'custom']);
    expect(Object.keys(catalog['openai']?.models ?? {})).toEqual(['acme/bot', 'gpt-4o-mini']);
  });

  describe('each list', () => {
    it('is not sent again until something changes', async () => {
      const tags = new Map<string, string>();
      for (const path of lists) tags.set(path, (await call(path)).headers.get('etag') ?? '');
      const again = (path: string) => call(path, { headers: { 'If-None-Match': tags.get(path) ?? '' } });
      for (const path of lists) {
        expect(tags.get(path)).toMatch(/^W\/"/);
        expect((await again(path)).status, path).toBe(304);
      }
      await put({ model_name: 'acme/bot', input_cost: 0.13 });
      for (const path of lists) {
        const changed = await again(path);
        expect([changed.status, changed.headers.get('etag') === tags.get(path)], path).toEqual([200, false]);
      }
    });

    it('answers HEAD as GET without its body', async () => {
      for (const path of lists) {
        const head = await call(path, { method: 'HEAD' });
        expect(head.headers.get('etag')).toBe((await call(path)).headers.get('etag'));
        expect(await head.text()).toBe('');
      }
    });
  });
});
