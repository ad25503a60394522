import { expect, it } from 'vitest';
import { page, problem, startServer } from '../test/registry-server.js';
import { createClient } from './create-client.js';
import type { EachModelFields, EachModelOptions } from './each-model.js';

async function namesOf(
  baseUrl: string,
  fields?: EachModelFields,
  options?: EachModelOptions,
): Promise<string[]> {
  const names: string[] = [];
  for await (const model of createClient({ baseUrl, retryDelayMs: 1 }).eachModel(fields, options))
    names.push(model.model_name);
  return names;
}

it('walks all pages by the links to them', async () => {
  const server = await startServer(
    page(
      ['a', 'b'],
      'http://public.example/api/models/list?page=2&cursor=xA_-1&page_size=2&sort_by=-input_cost',
    ),
    page(['c'], null),
  );
  expect(await namesOf(server.baseUrl, { page_size: 2, sort_by: '-input_cost' })).toEqual(['a', 'b', 'c']);
  expect(server.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /api/models/list?page_size=2&sort_by=-input_cost',
    'GET /api/models/list?page=2&cursor=xA_-1&page_size=2&sort_by=-input_cost',
  ]);
});

it('sends filters to every page', async () => {
  const server = await startServer(page(['a'], '/api/models/list?page=2&cursor=z'), page(['b']));
  const filters = { model_type: { value: ['chat'] } };
  expect(await namesOf(server.baseUrl, { filters })).toEqual(['a', 'b']);
  expect(server.arrived.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
    ['POST', '/api/models/list?page_size=100', { filters }],
    ['POST', '/api/models/list?page=2&cursor=z', { filters }],
  ]);
});

it('keeps the credential away from the host in a link', async () => {
  const elsewhere = await startServer(page([]));
  const server = await startServer(page(['a'], `${elsewhere.baseUrl}/api/models/list?cursor=z`), page(['b']));
  expect(await namesOf(server.baseUrl)).toEqual(['a', 'b']);
  expect(elsewhere.arrived).toEqual([]);
});

it('asks for no page that is older than the one before', async () => {
  const server = await startServer(
    { ...page(['a'], '/?cursor=y'), headers: { 'Registry-Revision': '8' } },
    { ...page(['b'], '/?cursor=z'), headers: { 'Registry-Revision': '9' } },
    page(['c']),
  );
  await namesOf(server.baseUrl, {}, { minRevision: 5 });
  expect(server.arrived.map(({ headers }) => headers['registry-min-revision'])).toEqual(['5', '8', '9']);
});

it('fetches no page that nobody reads', async () => {
  const server = await startServer(page(['a', 'b'], '/?cursor=y'));
  for await (const model of createClient(server).eachModel()) {
    if (model.model_name === 'b') break;
  }
  expect(server.arrived).toHaveLength(1);
});

it('goes on after a failed try, and fails with what a page fails with', async () => {
  const server = await startServer(
    page(['a'], '/?cursor=y'),
    { status: 503 },
    page(['b'], '/?cursor=z'),
    problem(400, 'invalid_cursor'),
  );
  await expect(namesOf(server.baseUrl)).rejects.toMatchObject({ code: 'invalid_cursor' });
  expect(server.arrived).toHaveLength(4);
});

it('ends with the caller', async () => {
  const server = await startServer(page(['a'], '/?cursor=y'));
  const controller = new AbortController();
  const models = createClient(server).eachModel({}, { signal: controller.signal });
  await models.next();
  controller.abort();
  await expect(models.next()).rejects.toMatchObject({ name: 'AbortError' });
});
