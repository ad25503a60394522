import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres/server.js';
import { newEncodedKey } from '../support/providers.js';
import { endServers, startServer } from '../support/server-process.js';

const patience = { timeout: 60_000 };
const polling = { timeout: 20_000, interval: 50 };

const adminKey = 'an-admin-key-of-forty-visible-characters';
const headers = { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' };

// TEST_POSTGRES_URL may be anybody's server; this one is ours to stop.
describe('a server on PostgreSQL', () => {
  let postgres: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    const started = await startPostgres();
    if (started === undefined) throw new Error('There is no PostgreSQL here to stop and start.');
    postgres = started;
  });
  afterAll(() => postgres.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-outage-'));
  });
  afterEach(async () => {
    await endServers();
    rmSync(folder, { recursive: true });
  });

  const start = () =>
    startServer(folder, {
      DATABASE_URL: postgres.url('postgres').replace('registry@', 'registry:pass-word@'),
      ENCRYPTION_KEYS: newEncodedKey(),
      ADMIN_API_KEY: adminKey,
    });

  const answerOf = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, { headers, ...init });
    const { status } = response;
    const body: unknown = await response.json();
    return { status, retryAfter: response.headers.get('Retry-After'), body };
  };

  const unavailable = {
    status: 503,
    retryAfter: '1',
    body: expect.objectContaining({ code: 'database_unavailable' }),
  };

  it.each(['immediate', 'fast'] as const)(
    'says so while its database is gone (%s), and goes on by itself when that is back',
    patience,
    async (mode) => {
      const server = start();
      const url = await server.ready();
      const name = `of-${mode}`;
      const post = { method: 'POST', body: JSON.stringify({ model_name: name }) };
      const put = { method: 'PUT', body: JSON.stringify({ input_cost: 1 }) };
      expect(await answerOf(`${url}/api/models`, post)).toMatchObject({ status: 201 });
      postgres.stop(mode);
      await expect.poll(() => answerOf(`${url}/readyz`), polling).toMatchObject({ status: 503 });
      expect(await answerOf(`${url}/api/models/${name}`)).toMatchObject(unavailable);
      expect(await answerOf(`${url}/api/models/${name}`, put)).toMatchObject(unavailable);
      expect(await answerOf(`${url}/healthz`)).toMatchObject({ status: 200 });
      postgres.start();
      await expect.poll(() => answerOf(`${url}/readyz`), polling).toMatchObject({ status: 200 });
      expect(await answerOf(`${url}/api/models/${name}`, put)).toMatchObject({ status: 200 });
      expect(server.output() + server.errors()).not.toContain('pass-word');
      server.child.kill('SIGTERM');
      expect(await server.exited()).toBe(0);
    },
  );

  it('waits at its start for a database that is not there yet, and says so', patience, async () => {
    postgres.stop('fast');
    const server = start();
    await expect.poll(() => server.output(), polling).toContain('the database is not there yet');
    postgres.start();
    const url = await server.ready();
    expect(await answerOf(`${url}/readyz`)).toMatchObject({ status: 200 });
    expect(server.output()).not.toContain('pass-word');
  });
});
