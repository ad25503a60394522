import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { Database } from '../src/db/connect.js';
import { appOn, type TestApp } from './support/app.js';
import { onEveryEngine, openAgain } from './support/databases.js';
import { counted } from './support/statements.js';

const get = (app: TestApp, key: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });

const send = (app: TestApp, key: string, method: string, path: string, body?: object) =>
  fetch(`${app.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

vi.setConfig({ testTimeout: 30_000 });

/** What every server has to have seen by now, in milliseconds. */
const seenWithin = 250;

onEveryEngine((open) => {
  /** Two servers on one database, as two processes have them: each with connections of its own. */
  async function replicas<Result>(
    work: (one: TestApp, other: TestApp, otherDatabase: Database) => Promise<Result>,
  ): Promise<Result> {
    const database = await open();
    const otherDatabase = openAgain(database);
    const [one, other] = [await appOn(database), await appOn(otherDatabase)];
    try {
      return await work(one, other, otherDatabase);
    } finally {
      await one.close();
      await other.close();
      await otherDatabase.close();
    }
  }

  it('a model that was read before costs no statement', () =>
    replicas(async (_one, other, otherDatabase) => {
      const key = other.keys.viewer;
      const statements = counted(otherDatabase);
      const costOfOne = async () => {
        const before = statements();
        const answer = await get(other, key, '/api/models/gpt-4o-mini');
        return { status: answer.status, statements: statements() - before };
      };
      // Where the database is asked for changes at an interval, the lease begins with its first answer.
      await vi.waitFor(async () => expect(await costOfOne()).toEqual({ status: 200, statements: 0 }), 5_000);
    }));

  it('a revoked key is refused at once by the server that revoked it, and by the other within its lease', () =>
    replicas(async (one, other) => {
      const created = await send(one, one.keys.admin, 'POST', '/api/keys', { name: 'short', role: 'viewer' });
      const { id, api_key: key } = (await created.json()) as { id: string; api_key: string };
      for (const app of [one, other, one, other])
        expect((await get(app, key, '/api/models/gpt-4o-mini')).status).toBe(200);
      expect((await send(one, one.keys.admin, 'DELETE', `/api/keys/${id}`)).status).toBe(204);
      expect((await get(one, key, '/api/models/gpt-4o-mini')).status).toBe(401);
      await delay(seenWithin);
      expect((await get(other, key, '/api/models/gpt-4o-mini')).status).toBe(401);
    }));

  it('a deleted model is gone at once on the server that deleted it, and on the other within its lease', () =>
    replicas(async (one, other) => {
      await send(one, one.keys.editor, 'POST', '/api/models', { model_name: 'acme/x' });
      for (const app of [one, other, one, other])
        expect((await get(app, app.keys.viewer, '/api/models/acme/x')).status).toBe(200);
      await send(one, one.keys.editor, 'DELETE', '/api/models/acme/x');
      expect((await get(one, one.keys.viewer, '/api/models/acme/x')).status).toBe(404);
      await delay(seenWithin);
      expect((await get(other, other.keys.viewer, '/api/models/acme/x')).status).toBe(404);
    }));

  it('with the revision of a write the other server answers that write at once', () =>
    replicas(async (one, other) => {
      await send(one, one.keys.editor, 'POST', '/api/models', { model_name: 'acme/x', input_cost: 0 });
      for (let cost = 1; cost <= 20; cost += 1) {
        const written = await send(one, one.keys.editor, 'PATCH', '/api/models/acme/x', { input_cost: cost });
        const revision = written.headers.get('registry-revision') ?? '';
        const answer = await get(other, other.keys.viewer, '/api/models/acme/x', {
          'registry-min-revision': revision,
        });
        expect(await answer.json()).toMatchObject({ input_cost: cost });
        expect(Number(answer.headers.get('registry-revision'))).toBeGreaterThanOrEqual(Number(revision));
      }
    }));

  it('an answer never names a revision that its data has not reached', () =>
    replicas(async (one, other) => {
      await send(one, one.keys.editor, 'POST', '/api/models', { model_name: 'acme/x', input_cost: 0 });
      const costAt = new Map<number, number>();
      let writing = true;
      const writer = (async () => {
        for (let cost = 1; cost <= 60; cost += 1) {
          const written = await send(one, one.keys.editor, 'PATCH', '/api/models/acme/x', {
            input_cost: cost,
          });
          costAt.set(Number(written.headers.get('registry-revision')), cost);
          await delay(5);
        }
        writing = false;
      })();
      const seen: { revision: number; cost: number }[] = [];
      while (writing) {
        const answer = await get(other, other.keys.viewer, '/api/models/acme/x');
        const { input_cost: cost } = (await answer.json()) as { input_cost: number };
        seen.push({ revision: Number(answer.headers.get('registry-revision')), cost });
      }
      await writer;
      for (const { revision, cost } of seen) expect(cost).toBeGreaterThanOrEqual(costAt.get(revision) ?? 0);
      expect(new Set(seen.map(({ cost }) => cost)).size).toBeGreaterThan(1);
    }));
});
