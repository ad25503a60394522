import { describe, expect, it } from 'vitest';
import { createHealthHandlers } from './handlers.js';
import { createLifecycle, createReadiness, type ReadinessSources } from './health.js';

const clock = () => new Date('2026-11-20T12:00:00Z');

function sources(changes: Partial<ReadinessSources> = {}): ReadinessSources {
  const lifecycle = createLifecycle();
  lifecycle.started();
  return {
    lifecycle,
    pingDatabase: async () => 1,
    catalog: () => ({ as_of: '2026-11-01' }),
    warnings: async () => [],
    clock,
    ...changes,
  };
}

const readinessOf = (changes: Partial<ReadinessSources> = {}) => createReadiness(sources(changes))();

describe('a server', () => {
  it('is ready while its database answers', async () => {
    expect(await readinessOf()).toEqual({
      status: 'ready',
      checks: [
        { name: 'database', ok: true, detail: null },
        { name: 'catalog', ok: true, detail: null },
      ],
      warnings: [],
    });
  });

  it.each([
    ['starting', { lifecycle: createLifecycle() }],
    ['without a catalog', { catalog: () => null }],
  ])('is not ready while it is %s', async (_state, changes) => {
    const { status, checks } = await readinessOf(changes);
    expect(status).toBe('not_ready');
    expect(checks).toContainEqual({
      name: 'catalog',
      ok: false,
      detail: expect.stringContaining('starting'),
    });
  });

  it('is not ready once it shuts down, and does not become so again', async () => {
    const lifecycle = createLifecycle();
    lifecycle.stopping();
    lifecycle.started();
    const { status, checks } = await readinessOf({ lifecycle });
    expect(status).toBe('not_ready');
    expect(checks).toContainEqual({ name: 'shutdown', ok: false, detail: 'The server is shutting down.' });
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('SQLITE_IOERR with internals'))],
    [
      'fails at once',
      () => {
        throw new Error('no connection');
      },
    ],
    ['hangs', () => new Promise(() => undefined)],
  ])('is not ready while its database %s', async (_how, pingDatabase) => {
    const { status, checks } = await readinessOf({ pingDatabase, patience: 5 });
    expect(status).toBe('not_ready');
    expect(checks).toContainEqual({ name: 'database', ok: false, detail: 'The database does not answer.' });
  });

  it('becomes ready again when the database does', async () => {
    let works = false;
    const readiness = createReadiness(
      sources({ pingDatabase: async () => works || Promise.reject(new Error('down')) }),
    );
    expect((await readiness()).status).toBe('not_ready');
    works = true;
    expect((await readiness()).status).toBe('ready');
  });

  it('asks a database that hangs only once, however many probes come', async () => {
    let asked = 0;
    const pingDatabase = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const readiness = createReadiness(sources({ pingDatabase, patience: 5 }));
    await Promise.all([readiness(), readiness(), readiness()]);
    expect(asked).toBe(1);
  });
});

describe('warnings', () => {
  it('say that the catalog is more than 30 days old, and the server is ready all the same', async () => {
    const { status, warnings } = await readinessOf({ catalog: () => ({ as_of: '2026-10-20' }) });
    expect(status).toBe('ready');
    expect(warnings).toEqual([expect.stringContaining('2026-10-20, 31 days ago')]);
  });

  it('do not come on the 30th day', async () => {
    expect((await readinessOf({ catalog: () => ({ as_of: '2026-10-21' }) })).warnings).toEqual([]);
  });

  it('hold what others warn about', async () => {
    const { status, warnings } = await readinessOf({ warnings: async () => ['2 secrets cannot be read.'] });
    expect({ status, warnings }).toEqual({ status: 'ready', warnings: ['2 secrets cannot be read.'] });
  });

  it('never make the question fail', async () => {
    const { status } = await readinessOf({ warnings: async () => Promise.reject(new Error('no')) });
    expect(status).toBe('ready');
  });
});

describe('what a load balancer asks', () => {
  const input = {
    path: {},
    query: {},
    body: undefined,
    baseUrl: '',
    precondition: () => true,
    createOnly: false,
  };

  it('is answered 200 while the process runs, and never from a cache', async () => {
    const handlers = createHealthHandlers(createReadiness(sources()));
    expect(await handlers.health(input)).toEqual({
      status: 200,
      body: { status: 'ok' },
      headers: { 'Cache-Control': 'no-store' },
    });
  });

  it('is answered 200 or 503 for readiness, and never from a cache', async () => {
    const ready = createHealthHandlers(createReadiness(sources()));
    const down = createHealthHandlers(createReadiness(sources({ catalog: () => null })));
    const noStore = { headers: { 'Cache-Control': 'no-store' } };
    expect(await ready.readiness(input)).toMatchObject({
      status: 200,
      body: { status: 'ready' },
      ...noStore,
    });
    expect(await down.readiness(input)).toMatchObject({
      status: 503,
      body: { status: 'not_ready' },
      ...noStore,
    });
  });
});
