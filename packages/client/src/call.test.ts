import { describe, expect, it } from 'vitest';
import { problem, type Reply, startServer } from '../test/registry-server.js';
import { type ClientOptions, createClient } from './create-client.js';
import type { Fetch } from './fetch.js';
import { RegistryProblem } from './problem.js';
import { RegistryUnreachable } from './unreachable.js';

const MODEL = { json: { model_name: 'm', input_cost: null } };

async function start(options: Partial<ClientOptions>, ...replies: [Reply, ...Reply[]]) {
  const server = await startServer(...replies);
  return { server, registry: createClient({ baseUrl: server.baseUrl, retryDelayMs: 1, ...options }) };
}

async function thrownBy<T>(type: new (...parts: never[]) => T, running: Promise<unknown>): Promise<T> {
  const error = await running.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(type);
  return error as T; // as the line before has seen
}

describe('an answer', () => {
  it('has status, ETag, revision and headers beside the body', async () => {
    const headers = { ETag: '"e1"', 'Registry-Revision': '42', Link: '</api/models?page=2>; rel="next"' };
    const { registry } = await start({}, { ...MODEL, headers });
    const answer = await registry.withResponse.getModel({ model_name: 'm' });
    expect(answer).toMatchObject({ status: 200, data: MODEL.json, etag: '"e1"', revision: 42 });
    expect(answer.headers.get('link')).toBe(headers.Link);
  });

  it('says whether an upsert created or updated', async () => {
    const { registry } = await start({}, { status: 201, ...MODEL }, { status: 200, ...MODEL });
    expect((await registry.withResponse.upsertModel({ model_name: 'm' })).status).toBe(201);
    expect((await registry.withResponse.upsertModel({ model_name: 'm' })).status).toBe(200);
  });

  it('of 204 has no body', async () => {
    const { registry } = await start({}, { status: 204, headers: { 'Registry-Revision': '3' } });
    expect(await registry.withResponse.deleteModel({ model_name: 'm' })).toMatchObject({
      status: 204,
      data: undefined,
      revision: 3,
    });
    expect(await registry.deleteModel({ model_name: 'm' })).toBeUndefined();
  });

  it('of 304 says that nothing changed', async () => {
    const { registry, server } = await start(
      {},
      { status: 304, headers: { ETag: '"e1"', 'Registry-Revision': '7' } },
    );
    const answer = await registry.withResponse.getModel({ model_name: 'm' }, { ifNoneMatch: '"e1"' });
    expect(answer).toMatchObject({ status: 304, data: undefined, etag: '"e1"', revision: 7 });
    expect(await registry.getModel({ model_name: 'm' }, { ifNoneMatch: '"e1"' })).toBeUndefined();
    expect(server.arrived[0]?.headers['if-none-match']).toBe('"e1"');
  });

  it('has no ETag or revision where none came', async () => {
    const { registry } = await start({}, { json: { status: 'ok' } });
    expect(await registry.withResponse.health()).toMatchObject({ etag: null, revision: null });
  });
});

it('sends conditions and the minimum revision as headers', async () => {
  const { registry, server } = await start({}, MODEL);
  await registry.replaceModel({ model_name: 'm' }, { ifMatch: '"e1"' });
  await registry.upsertModel({ model_name: 'm' }, { ifNoneMatch: '*' });
  await registry.getModel({ model_name: 'm' }, { minRevision: 0 });
  expect(server.arrived[0]?.headers['if-match']).toBe('"e1"');
  expect(server.arrived[1]?.headers['if-none-match']).toBe('*');
  expect(server.arrived[2]?.headers['registry-min-revision']).toBe('0');
});

describe('a failed try', () => {
  it.each<[string, Reply]>([
    ['429', problem(429, 'rate_limited', { headers: { 'Retry-After': '0' } })],
    ['502 of a proxy', { status: 502, text: '<h1>Bad gateway</h1>' }],
    ['503', problem(503, 'database_unavailable')],
    ['504', { status: 504 }],
    ['a cut connection', 'cut'],
    ['an answer that breaks off', 'cut in the body'],
  ])('is repeated for a read: %s', async (_, reply) => {
    const { registry, server } = await start({}, reply, reply, MODEL);
    expect(await registry.getModel({ model_name: 'm' })).toEqual(MODEL.json);
    expect(server.arrived).toHaveLength(3);
  });

  it.each([400, 401, 403, 404, 409, 412, 500, 507])('is not repeated after %i', async (status) => {
    const { registry, server } = await start({}, problem(status, 'internal_error'));
    await thrownBy(RegistryProblem, registry.getModel({ model_name: 'm' }));
    expect(server.arrived).toHaveLength(1);
  });

  it('is repeated for calls that do the same twice, POSTs that only read included', async () => {
    const { registry, server } = await start({ retries: 1 }, { status: 503 });
    const calls = [
      registry.replaceModel({ model_name: 'm' }),
      registry.deleteModel({ model_name: 'm' }),
      registry.lookupModels({ model_names: ['m'] }),
      registry.filterModels({ filters: {} }),
      registry.updateModel({ model_name: 'm' }, { ifMatch: '"e1"' }),
      registry.upsertModel({ model_name: 'm' }, { ifNoneMatch: '*' }),
    ];
    const results = await Promise.allSettled(calls);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(server.arrived).toHaveLength(2 * calls.length);
  });

  it('is not repeated for calls that might do something twice', async () => {
    const { registry, server } = await start({}, { status: 503 });
    const calls = [
      registry.createKey({ name: 'k', role: 'viewer' }),
      registry.createProvider({ provider_id: 'p' }),
      registry.upsertModel({ model_name: 'm' }),
      registry.updateModel({ model_name: 'm' }),
    ];
    await Promise.allSettled(calls);
    expect(server.arrived).toHaveLength(calls.length);
  });

  it('is repeated as often as the client, or else the call, says', async () => {
    const { registry, server } = await start({ retries: 3 }, { status: 503 });
    expect((await thrownBy(RegistryProblem, registry.health())).attempts).toBe(4);
    expect((await thrownBy(RegistryProblem, registry.health({}, { retries: 0 }))).attempts).toBe(1);
    expect(server.arrived).toHaveLength(5);
  });

  it('is the last one when the server asks for more patience than there is', async () => {
    const { registry, server } = await start(
      { maxRetryDelayMs: 5000 },
      problem(429, 'rate_limited', { headers: { 'Retry-After': '6' } }),
    );
    expect(await thrownBy(RegistryProblem, registry.health())).toMatchObject({ retryAfter: 6, attempts: 1 });
    expect(server.arrived).toHaveLength(1);
  });
});

describe('no answer', () => {
  it('is told apart from an answer', async () => {
    const { registry } = await start({ retries: 1 }, 'cut');
    const error = await thrownBy(RegistryUnreachable, registry.getModel({ model_name: 'm' }));
    expect(error).toMatchObject({ timedOut: false, attempts: 2, mayHaveBeenApplied: false });
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error.message).toContain('in 2 tries: fetch failed');
  });

  it('within the time is a time-out, of each try', async () => {
    const { registry, server } = await start({ timeoutMs: 20, retries: 1 }, 'silence');
    const error = await thrownBy(RegistryUnreachable, registry.getModel({ model_name: 'm' }));
    expect(error).toMatchObject({ timedOut: true, attempts: 2 });
    expect(error.message).toContain('no answer within 20 ms');
    expect(server.arrived).toHaveLength(2);
  });

  it('is noticed in time even if fetch does not heed its signal', async () => {
    const registry = createClient({
      baseUrl: 'http://127.0.0.1:9',
      fetch: () => new Promise(() => {}),
      timeoutMs: 5,
      retries: 0,
    });
    expect((await thrownBy(RegistryUnreachable, registry.health())).timedOut).toBe(true);
  });

  it('of a server that is not there names the address', async () => {
    const registry = createClient({ baseUrl: 'http://127.0.0.1:1/x', retries: 0 });
    expect((await thrownBy(RegistryUnreachable, registry.health())).message).toContain(
      'http://127.0.0.1:1/x',
    );
  });

  it.each([0, -1, Number.NaN])('is not waited for %d milliseconds', async (timeoutMs) => {
    const registry = createClient({ baseUrl: 'http://127.0.0.1:9' });
    await expect(registry.health({}, { timeoutMs })).rejects.toThrow(RangeError);
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])(
    'is waited for longer than a timer can: %d ms',
    async (timeoutMs) => {
      const { server } = await start({}, MODEL);
      const slow: Fetch = async (url, init) => {
        // A timer that is set for too long fires after a millisecond.
        await new Promise((resolve) => setTimeout(resolve, 20));
        return fetch(url, init);
      };
      const registry = createClient({ ...server, fetch: slow, timeoutMs, retries: 0 });
      expect(await registry.getModel({ model_name: 'm' })).toEqual(MODEL.json);
    },
  );
});

describe('a write whose fate is not known', () => {
  it('may have been applied when no answer came', async () => {
    const { registry } = await start({ retries: 0 }, 'cut');
    const error = await thrownBy(RegistryUnreachable, registry.createKey({ name: 'k', role: 'viewer' }));
    expect(error.mayHaveBeenApplied).toBe(true);
  });

  it('may be what a repeated write meets', async () => {
    const { registry } = await start({}, 'cut', problem(412, 'precondition_failed'));
    const error = await thrownBy(
      RegistryProblem,
      registry.replaceModel({ model_name: 'm' }, { ifMatch: '"e1"' }),
    );
    expect(error).toMatchObject({ status: 412, attempts: 2, mayHaveBeenApplied: true });
  });

  it('is not meant by a clear no', async () => {
    const { registry } = await start({}, problem(429, 'rate_limited'), problem(412, 'precondition_failed'));
    const error = await thrownBy(
      RegistryProblem,
      registry.replaceModel({ model_name: 'm' }, { ifMatch: '"e1"' }),
    );
    expect(error).toMatchObject({ status: 412, attempts: 2, mayHaveBeenApplied: false });
  });
});

describe('the caller', () => {
  it('ends a call with an AbortError', async () => {
    const controller = new AbortController();
    const { registry } = await start({}, 'silence');
    const running = registry.getModel({ model_name: 'm' }, { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends the wait before another try', async () => {
    const controller = new AbortController();
    const { registry, server } = await start(
      { retryDelayMs: 30_000 },
      problem(503, 'database_unavailable', { headers: { 'Retry-After': '25' } }),
    );
    const running = registry.getModel({ model_name: 'm' }, { signal: controller.signal });
    const reason = new Error('enough');
    await expect.poll(() => server.arrived.length).toBe(1);
    setImmediate(() => controller.abort(reason));
    await expect(running).rejects.toBe(reason);
    expect(server.arrived).toHaveLength(1);
  });

  it('sends nothing with a signal that is aborted already', async () => {
    const { registry, server } = await start({}, MODEL);
    const running = registry.getModel({ model_name: 'm' }, { signal: AbortSignal.abort() });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.arrived).toHaveLength(0);
  });
});
