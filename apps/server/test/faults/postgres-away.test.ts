import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/db/connect.js';
import { migrate } from '../../src/db/migrate.js';
import { appOn, type TestApp } from '../support/app.js';
import { statement } from '../support/postgres/for-a-run.js';
import { type PostgresServer, startPostgres } from '../support/postgres/server.js';
import { type Answer, type Call, callsTo, notRefusals } from './calls.js';
import { damageIn } from './damage.js';
import { createFamilies } from './families.js';
import { patienceFor, rounds } from './rounds.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** The longest that a request may wait for a database that does not answer: the driver's patience, and what a busy machine adds. */
const longestWait = 30_000;
const patience = { timeout: 120_000 };
const polling = { timeout: 40_000, interval: 50 };

const gpt = '/api/models/gpt-4o-mini';

describe('a server whose PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    const started = await startPostgres();
    if (started === undefined) throw new Error('There is no PostgreSQL here to stop and start.');
    postgres = started;
  }, 60_000);
  afterAll(() => postgres.remove());

  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    postgres.thaw();
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  /** The application on a new database, reached through a proxy. */
  async function start(name: string): Promise<{ app: TestApp; call: Call; proxy: TcpProxy; url: string }> {
    await statement(postgres.url('postgres'), `create database ${name}`);
    const url = postgres.url(name);
    const proxy = await startTcpProxy(Number(new URL(url).port));
    const through = new URL(url);
    through.port = String(proxy.port);
    const database: Database = openDatabase(through.href);
    await migrate(database, 'test');
    const app = await appOn(database, { RATE_LIMIT_PER_MINUTE: '0' });
    cleanups.push(proxy.close, database.close, app.close);
    return { app, call: callsTo(app.url, app.keys.editor), proxy, url };
  }

  /** What reads and writes are told now, all asked at once, and the longest that one of them took, in milliseconds. */
  async function asked(call: Call): Promise<{ answers: Answer[]; longest: number; isAlive: boolean }> {
    // What was read before is good for a moment more.
    await delay(500);
    const began = performance.now();
    const body = { model_name: 'acme/x', input_cost: 1 };
    const asking = [call('GET', gpt), call('GET', '/api/models'), call('POST', '/api/models', body)];
    const { status } = await call('GET', '/healthz');
    const answers = await Promise.all(asking);
    return { answers, longest: performance.now() - began, isAlive: status === 200 };
  }

  async function recovers(call: Call): Promise<void> {
    const isWell = async () => [
      (await call('GET', gpt)).status,
      (await call('PUT', '/api/models/acme%2Fx', { input_cost: 2 })).status,
    ];
    await expect.poll(isWell, polling).toEqual([200, 200]);
  }

  it(
    'hangs, or is behind a network that swallows all, says so in time and goes on by itself',
    patience,
    async () => {
      const [frozen, swallowed] = [await start('frozen'), await start('swallowed')];
      for (const { call } of [frozen, swallowed]) {
        expect((await call('POST', '/api/models', { model_name: 'acme/x' })).status).toBe(201);
        expect((await call('GET', gpt)).status).toBe(200);
      }
      swallowed.proxy.swallow();
      postgres.freeze();
      for (const { answers, longest, isAlive } of await Promise.all([
        asked(frozen.call),
        asked(swallowed.call),
      ])) {
        expect(notRefusals(answers)).toEqual([]);
        expect(longest).toBeLessThan(longestWait);
        expect(isAlive).toBe(true);
      }
      postgres.thaw();
      swallowed.proxy.open();
      await Promise.all([recovers(frozen.call), recovers(swallowed.call)]);
    },
  );

  it('is not to be reached says so at once, and goes on by itself', patience, async () => {
    const { call, proxy } = await start('cut');
    expect((await call('POST', '/api/models', { model_name: 'acme/x' })).status).toBe(201);
    proxy.cut();
    const { answers, longest } = await asked(call);
    expect(notRefusals(answers)).toEqual([]);
    expect(longest).toBeLessThan(longestWait);
    proxy.open();
    await recovers(call);
  });

  it(`loses a process or crashes keeps what was acknowledged, whole, ${rounds} times`, {
    timeout: patienceFor(rounds),
  }, async () => {
    const { call, url } = await start('crashed');
    const families = createFamilies(8);
    await families.found(call);
    for (let round = 1; round <= rounds; round++) {
      const stop = families.writing(call);
      const enough = families.acknowledged.length + Math.random() * 60;
      while (families.acknowledged.length < enough) await delay(1);
      if (round % 2 === 1) expect(postgres.killBackend()).toBe(true);
      else postgres.stop('immediate');
      await delay(50);
      await stop();
      if (round % 2 === 0) postgres.start();
      await expect.poll(async () => (await call('GET', gpt)).status, polling).toBe(200);
      expect(notRefusals(families.refusals.splice(0))).toEqual([]);
      expect(await families.faults(call), `after crash ${round}`).toEqual([]);
      expect(await damageIn(url, 'postgres', families.acknowledged), `after crash ${round}`).toEqual([]);
    }
  });
});
