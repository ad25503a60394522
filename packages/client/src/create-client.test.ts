import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startServer } from '../test/registry-server.js';
import type { Filters } from './contract.js';
import { createClient } from './create-client.js';

const MODEL = { json: { model_name: 'acme/bot' } };
const openapi = readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8');
const operationIds = [...openapi.matchAll(/^ {6}operationId: (\w+)$/gm)].map(([, id]) => id);

describe('the methods', () => {
  const registry = createClient({ baseUrl: 'http://127.0.0.1:4080' });

  it('are those of the contract, one for each operationId, and what is built from them', () => {
    expect(operationIds.length).toBeGreaterThan(20);
    expect(Object.keys(registry).sort()).toEqual(
      [...operationIds, 'eachModel', 'live', 'withResponse'].sort(),
    );
    expect(
      Object.values({ ...registry, withResponse: () => {} }).every((one) => typeof one === 'function'),
    ).toBe(true);
  });

  it('are the same with the response beside the body', () => {
    expect(Object.keys(registry.withResponse).sort()).toEqual([...operationIds].sort());
  });
});

describe('the fields of a call', () => {
  it('are sorted into path and body, and null stays null', async () => {
    const server = await startServer(MODEL);
    const registry = createClient(server);
    await registry.replaceModel({
      model_name: 'acme/bot',
      display_name: null,
      input_cost: 0,
      output_cost: 0.1,
    });
    expect(server.arrived[0]).toMatchObject({ method: 'PUT', url: '/api/models/acme%2Fbot' });
    expect(server.arrived[0]?.body).toBe('{"display_name":null,"input_cost":0,"output_cost":0.1}');
    expect(server.arrived[0]?.headers['content-type']).toBe('application/json');
  });

  it('are sorted into query and body', async () => {
    const server = await startServer({ json: {} });
    const filters: Filters = { input_cost: { operator: 'lt', value: [1] }, 'a&b=c': { value: ['ü'] } };
    await createClient(server).filterModels({
      filters,
      page: 2,
      sort_by: '-provider.provider_id',
    });
    expect(server.arrived[0]).toMatchObject({
      method: 'POST',
      url: '/api/models/list?page=2&sort_by=-provider.provider_id',
    });
    expect(JSON.parse(server.arrived[0]?.body ?? '')).toEqual({ filters });
  });

  it('stay in the body where the path has none of them', async () => {
    const server = await startServer(MODEL);
    await createClient(server).upsertModel({ model_name: 'acme/bot', base_model_name: 'gpt-4o-mini' });
    expect(server.arrived[0]).toMatchObject({ method: 'POST', url: '/api/models' });
    expect(JSON.parse(server.arrived[0]?.body ?? '')).toEqual({
      model_name: 'acme/bot',
      base_model_name: 'gpt-4o-mini',
    });
  });

  it('keep a key such as __proto__, which an object literal would swallow', async () => {
    const server = await startServer(MODEL);
    const override = '"supported_params_override":{"__proto__":true},"__proto__":{"a":1}';
    await createClient(server).updateModel(JSON.parse(`{"model_name":"m",${override}}`));
    expect(server.arrived[0]?.body).toBe(`{${override}}`);
  });

  it.each(['acme/gpt 4', '100%', 'a?b#c', 'a%2Fb', '模型/ü', 'a$&b', "it's", 'a:b@c~d+e[f]', 'x/./y'])(
    'hold the name %s as it is',
    async (model_name) => {
      const server = await startServer(MODEL);
      await createClient(server).deleteModel({ model_name });
      const path = server.arrived[0]?.url ?? '';
      expect(decodeURIComponent(path)).toBe(`/api/models/${model_name}`);
      expect(path.split('/')).toHaveLength(4);
    },
  );
});

describe('what cannot be sent', () => {
  const offline = createClient({ baseUrl: 'http://127.0.0.1:9', retries: 0 });
  // JavaScript callers have no compiler; what they get wrong is checked here without one.
  const untyped = (value: object) => value as never;

  it.each([
    [
      'a misspelt field of an operation without a body',
      () => offline.listModels(untyped({ sortby: 'id' })),
      'listModels does not take "sortby"',
    ],
    ['a missing name', () => offline.getDefinition(untyped({})), 'getDefinition needs "model_name"'],
    ['an unpaired surrogate', () => offline.getDefinition({ model_name: '\ud800' }), 'unpaired surrogate'],
    ['the folder above', () => offline.deleteModel({ model_name: '..' }), 'no path can hold'],
    ['an empty name', () => offline.deleteModel({ model_name: '' }), 'no path can hold'],
    [
      'a number that JSON lacks',
      () => offline.updateModel({ model_name: 'm', input_cost: Number.NaN }),
      '"input_cost" is NaN',
    ],
    [
      'a condition that was lost',
      () => offline.deleteModel({ model_name: 'm' }, { ifMatch: null }),
      'ifMatch is null',
    ],
    [
      'a condition that is not looked at',
      () => offline.listModels({}, untyped({ ifMatch: '"e"' })),
      'does not take ifMatch',
    ],
  ])('is refused before it is sent: %s', async (_, send, message) => {
    await expect(send()).rejects.toThrow(TypeError);
    await expect(send()).rejects.toThrow(message);
  });
});

describe('the address', () => {
  it('may have a path, with or without a slash at its end', async () => {
    const server = await startServer({ json: {} });
    await createClient({ baseUrl: `${server.baseUrl}/registry/` }).health();
    await createClient({ baseUrl: `${server.baseUrl}/registry` }).health();
    expect(server.arrived.map(({ url }) => url)).toEqual(['/registry/healthz', '/registry/healthz']);
  });

  it.each(['127.0.0.1:4080', '/api', 'file:///etc', 'http://h/?a=1'])(
    'is refused if it is none: %s',
    (baseUrl) => {
      expect(() => createClient({ baseUrl })).toThrow(TypeError);
    },
  );

  it('is refused with a password in it, which is not repeated', () => {
    expect(() => createClient({ baseUrl: 'http://me:s3cret@h' })).toThrow(/^((?!s3cret).)*$/);
  });
});

describe('the token', () => {
  it.each([
    ['a string', 'one'],
    ['a function', () => 'one'],
    ['an async function', async () => 'one'],
  ])('may be %s', async (_, token) => {
    const server = await startServer({ json: {} });
    await createClient({ ...server, token }).getCurrentPrincipal();
    expect(server.arrived[0]?.headers.authorization).toBe('Bearer one');
  });

  it('is asked for before each try, so that a try after its end has a new one', async () => {
    const server = await startServer({ status: 503 }, { json: {} });
    let given = 0;
    const token = async () => `t${++given}`;
    await createClient({ ...server, token, retryDelayMs: 1 }).getCurrentPrincipal();
    expect(server.arrived.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('is neither asked for nor sent where none is needed', async () => {
    const server = await startServer({ json: {} });
    const token = () => Promise.reject(new Error('identity provider is down'));
    await createClient({ ...server, token }).health();
    expect(server.arrived[0]?.headers.authorization).toBeUndefined();
  });

  it('may be absent', async () => {
    const server = await startServer({ json: {} });
    await createClient(server).getCurrentPrincipal();
    expect(server.arrived[0]?.headers.authorization).toBeUndefined();
  });

  it('fails the call with its own error', async () => {
    const failure = new Error('identity provider is down');
    const registry = createClient({ baseUrl: 'http://127.0.0.1:9', token: () => Promise.reject(failure) });
    await expect(registry.getCurrentPrincipal()).rejects.toBe(failure);
  });

  it('is not repeated in the error when no header can carry it', async () => {
    const registry = createClient({ baseUrl: 'http://127.0.0.1:9', token: 's3cret\n' });
    await expect(registry.getCurrentPrincipal()).rejects.toThrow(/^(?!.*s3cret).*Authorization/s);
  });
});

it('takes another fetch', async () => {
  const server = await startServer({ json: { status: 'ok' } });
  const asked: string[] = [];
  const registry = createClient({
    ...server,
    fetch: (url, init) => {
      asked.push(`${init.method} ${url}`);
      return fetch(url, init);
    },
  });
  expect(await registry.health()).toEqual({ status: 'ok' });
  expect(asked).toEqual([`GET ${server.baseUrl}/healthz`]);
});
