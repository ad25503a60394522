import { describe, expect, it } from 'vitest';
import { startServer } from '../test/registry-server.js';
import { createClient } from './create-client.js';

// As text: an object literal would take __proto__ for its prototype.
const found = (name: string) => ({ text: `{"results":{${JSON.stringify(name)}:{"model_name":"m"}}}` });
const nothing = (name: string) => ({ text: `{"results":{${JSON.stringify(name)}:null}}` });

describe('getModel', () => {
  it.each(['100%', 'what?', 'c#', 'a%2Fb'])(
    'reads by lookup what a proxy may mangle in a path: %s',
    async (model_name) => {
      const server = await startServer(found(model_name));
      expect(await createClient(server).getModel({ model_name }, { minRevision: 3 })).toEqual({
        model_name: 'm',
      });
      expect(server.arrived[0]).toMatchObject({ method: 'POST', url: '/api/lookup' });
      expect(server.arrived[0]?.headers['registry-min-revision']).toBe('3');
      expect(JSON.parse(server.arrived[0]?.body ?? '')).toEqual({ model_names: [model_name] });
    },
  );

  it('reads any other name on its path', async () => {
    const server = await startServer({ json: { model_name: 'm' } });
    await createClient(server).getModel({ model_name: 'acme/ü:1' });
    expect(server.arrived[0]).toMatchObject({ method: 'GET', url: '/api/models/acme%2F%C3%BC%3A1' });
  });

  it('does not take the routes beside models for models', async () => {
    for (const model_name of ['list', 'summary', 'public', '..']) {
      const server = await startServer(nothing(model_name));
      await expect(createClient(server).withResponse.getModel({ model_name })).rejects.toMatchObject({
        code: 'model_not_found',
      });
      expect(server.arrived[0]?.url).toBe('/api/lookup');
    }
  });

  it.each(['?', '%__proto__'])('finds nothing as a GET finds nothing: %s', async (model_name) => {
    const server = await startServer({ ...nothing(model_name), headers: { 'X-Request-Id': 'r-9' } });
    await expect(createClient(server).getModel({ model_name })).rejects.toMatchObject({
      name: 'RegistryProblem',
      status: 404,
      code: 'model_not_found',
      requestId: 'r-9',
    });
  });

  it('goes the path where an ETag is sent or wanted', async () => {
    const server = await startServer(
      { status: 304 },
      { json: { model_name: 'm' }, headers: { ETag: '"e"' } },
    );
    const registry = createClient(server);
    expect(await registry.getModel({ model_name: 'c#' }, { ifNoneMatch: '"e"' })).toBeUndefined();
    expect((await registry.withResponse.getModel({ model_name: 'c#' })).etag).toBe('"e"');
    expect(server.arrived.map(({ url }) => url)).toEqual(['/api/models/c%23', '/api/models/c%23']);
  });
});

it('lookupModels keeps names such as __proto__ apart from what objects inherit', async () => {
  const server = await startServer({
    text: '{"results":{"__proto__":{"model_name":"p"},"constructor":null}}',
  });
  const { results } = await createClient(server).lookupModels({ model_names: ['__proto__', 'constructor'] });
  expect(Object.entries(results)).toEqual([
    ['__proto__', { model_name: 'p' }],
    ['constructor', null],
  ]);
});
