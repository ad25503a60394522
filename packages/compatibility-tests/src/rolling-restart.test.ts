import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { isShortForm } from './support/form.js';
import { describeWith } from './support/missing.js';
import { startedPostgres } from './support/postgres.js';
import { caddy, freePort, installed, nginx, startedProxy } from './support/proxies.js';
import { type StartedServer, startedServer } from './support/server.js';

const adminKey = 'k'.repeat(40);
const folder = mkdtempSync(join(tmpdir(), 'llm-registry-rolling-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two registries on one database, each on a port that it comes back to. */
async function replicas(databaseUrl: string) {
  const environment = {
    TRUST_PROXY: '1',
    DATABASE_URL: databaseUrl,
    ADMIN_API_KEY: adminKey,
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    SHUTDOWN_DELAY_SECONDS: '2',
  };
  const ports = [await freePort(), await freePort()];
  const start = (port: number) => startedServer({ ...environment, PORT: String(port) });
  const servers: { port: number; server: StartedServer }[] = [];
  for (const port of ports) servers.push({ port, server: await start(port) });
  return {
    addresses: ports.map((port) => `127.0.0.1:${port}`),
    async restartOneAfterTheOther() {
      for (const { port, server } of servers) {
        await server.stop();
        await start(port);
        await delay(500);
      }
    },
  };
}

/** Writes and reads without a pause until it is told to stop, and answers every status that was not the expected one. */
function load(baseUrl: string) {
  const unexpected: unknown[] = [];
  let requests = 0;
  let going = true;
  const send = async (method: string, path: string, body?: object) => {
    requests += 1;
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => ({ ok: false, status: String(error), text: async () => '' }));
    if (!answer.ok) unexpected.push([method, path, answer.status, await answer.text()]);
    else await answer.text();
  };
  async function client(number: number): Promise<void> {
    const path = `/api/models/load/${number}`;
    await send('POST', '/api/models', { model_name: `load/${number}`, base_model_name: 'gpt-4o-mini' });
    for (let cost = 1; going; cost += 1) {
      await send('PUT', path, { base_model_name: 'gpt-4o-mini', input_cost: cost });
      await send('PATCH', path, { output_cost: cost });
      await send('GET', path);
      await send('GET', '/api/models/list?page_size=5');
    }
  }
  // Enough that some are under way whenever a server goes, and few enough to leave the machine to others.
  const clients = Promise.all(Array.from({ length: 4 }, (_, number) => client(number)));
  return async () => {
    going = false;
    await clients;
    return { requests, unexpected };
  };
}

const file = async (name: string) => `sqlite:${join(folder, `${name}.db`)}`;

const engineOf = (databaseUrl: string) => databaseUrl.split(':', 1).join();

/** One on each engine: what is deployed is PostgreSQL, where this machine has it, and a file serves two registries too. */
const deployments = [
  { proxy: nginx, database: async () => (await startedPostgres()) ?? file('nginx') },
  { proxy: caddy, database: () => file('caddy') },
];

for (const { proxy, database } of isShortForm ? deployments.slice(0, 1) : deployments) {
  await describeWith(
    `a rolling restart behind ${proxy.name}`,
    async () => {
      await installed(proxy);
      return database();
    },
    (databaseUrl) => {
      it(`loses no request, writes among them, on ${engineOf(databaseUrl)}`, async () => {
        const two = await replicas(databaseUrl);
        const stop = load(await startedProxy(proxy, two.addresses));
        await delay(1_000);
        await two.restartOneAfterTheOther();
        const { requests, unexpected } = await stop();
        expect(unexpected).toEqual([]);
        expect(requests).toBeGreaterThan(500);
      });
    },
  );
}
