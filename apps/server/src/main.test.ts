import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request as send } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endServers, startServer } from '../test/support/server-process.js';

// Each test starts processes, which takes seconds on a busy machine.
const patience = { timeout: 60_000 };
const polling = { timeout: 20_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-main-'));
});
afterEach(async () => {
  await endServers();
  rmSync(folder, { recursive: true });
});

/** The printed commands as requests: the words of a shell, without the shell. */
function commandsIn(output: string): { url: string; init: RequestInit }[] {
  return [...output.matchAll(/curl (?:.|\n)*?\}'/g)].map(([command]) => requestOf(command));
}

function requestOf(command: string): { url: string; init: RequestInit } {
  const url = /http:\S+/.exec(command)?.[0] ?? '';
  const method = /-X (\w+)/.exec(command)?.[1] ?? 'GET';
  const headers = [...command.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const body = /-d '([^']+)'/.exec(command)?.[1] ?? '';
  return { url, init: { method, headers: Object.fromEntries(headers), body } };
}

/** A request whose body is still on its way. */
function halfSent(url: string): ClientRequest {
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': 2,
    Authorization: `Bearer ${adminKey}`,
  };
  const request = send(`${url}/api/models/list`, { method: 'POST', headers });
  request.on('error', () => undefined).write('{');
  return request;
}

const adminKey = 'an-admin-key-of-forty-visible-characters';
const credential = { headers: { Authorization: `Bearer ${adminKey}` } };

it('gives the memory of its start back, and not before it is ready', patience, async () => {
  const server = startServer(folder, { LOG_LEVEL: 'debug' });
  await server.ready();
  await expect.poll(() => server.output(), polling).toContain('memory given back');
  const [before = ''] = server.output().split('memory given back');
  expect(before).toContain('"ready"');
});

describe('the first npm start', () => {
  it('prints a key and a command that works as it is pasted; the second prints none', patience, async () => {
    const first = startServer(folder, {}, ['--first-start']);
    const url = await first.ready();
    await expect.poll(() => first.output(), polling).toContain('curl');
    const [create, replace] = commandsIn(first.output());
    if (!create || !replace) throw new Error('Two commands were to be printed.');
    expect(create.url.startsWith(url)).toBe(true);
    const created = await fetch(create.url, create.init);
    expect(created.status).toBe(201);
    const replaced = await fetch(replace.url, replace.init);
    expect(await replaced.json()).toMatchObject({ input_cost: 0.1, output_cost: 0.6 });
    expect(first.output()).toContain(`${url}/docs/`);
    expect(first.output()).toContain(join(folder, 'data/llm-registry.db'));
    first.child.kill('SIGTERM');
    expect(await first.exited()).toBe(0);

    const second = startServer(folder, {}, ['--first-start']);
    const again = await second.ready();
    const model = await fetch(`${again}/api/models/acme/gpt-4o-mini-support`, {
      headers: create.init.headers ?? {},
    });
    expect(model.status).toBe(200);
    second.child.kill('SIGINT');
    expect(await second.exited()).toBe(0);
    expect(second.output()).toContain(`ready at ${again}`);
    expect(second.output()).not.toContain('llmr_');
  });

  it('makes no key where ADMIN_API_KEY is one, and says where each setting came from', patience, async () => {
    writeFileSync(join(folder, '.env'), `ADMIN_API_KEY=${adminKey}\n`);
    const server = startServer(folder, { LOG_LEVEL: 'info', RATE_LIMIT_PER_MINUTE: '5' }, ['--first-start']);
    const url = await server.ready();
    expect((await fetch(`${url}/api/me`, credential)).status).toBe(200);
    server.child.kill('SIGTERM');
    await server.exited();
    expect(server.output()).not.toContain('llmr_');
    expect(server.output()).not.toContain(adminKey);
    expect(server.output()).toContain('"setting":"ADMIN_API_KEY","value":"***","from":".env"');
    expect(server.output()).toContain('"setting":"RATE_LIMIT_PER_MINUTE","value":"5","from":"environment"');
    expect(server.output()).not.toContain('"setting":"LOG_LEVEL"');
  });
});

it(
  'says which organization may be read without a credential, in the log and in the welcome',
  patience,
  async () => {
    const server = startServer(folder, { ANONYMOUS_ORGANIZATION: 'acme' }, ['--first-start']);
    const url = await server.ready();
    expect((await fetch(`${url}/api/models/gpt-4o-mini`)).status).toBe(200);
    server.child.kill('SIGTERM');
    await server.exited();
    expect(server.output()).toMatch(/"organization":"acme",.*may be read without a credential/);
    expect(server.output()).toContain('Open to all    models of organization "acme"');
  },
);

it('makes no key where it is not started by npm start, and says how to have one', patience, async () => {
  const server = startServer(folder);
  await server.ready();
  server.child.kill('SIGTERM');
  await server.exited();
  expect(server.output()).not.toContain('llmr_');
  expect(server.output()).toContain('npm run registry -- keys create');
});

describe('a signal', () => {
  it('lets what runs finish, and the process ends with 0', patience, async () => {
    const server = startServer(folder, { ADMIN_API_KEY: adminKey });
    const url = await server.ready();
    const request = halfSent(url);
    await once(request, 'socket');
    const answered = once(request, 'response');
    // A second request shows that the first has arrived.
    await fetch(`${url}/healthz`);
    server.child.kill('SIGTERM');
    await expect.poll(() => server.output(), polling).toContain('shutting down');
    request.end('}');
    const [response] = await answered;
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(await text(response))).toMatchObject({ results: expect.any(Array) });
    expect(await server.exited()).toBe(0);
  });

  it('cuts off what takes too long, and the process ends with 1', patience, async () => {
    const server = startServer(folder, { ADMIN_API_KEY: adminKey, SHUTDOWN_TIMEOUT_SECONDS: '0.1' });
    const url = await server.ready();
    halfSent(url);
    await fetch(`${url}/healthz`);
    server.child.kill('SIGTERM');
    expect(await server.exited()).toBe(1);
    expect(server.output()).toContain('requests were cut off');
  });

  it('makes readiness say no while requests are served; a second one ends at once', patience, async () => {
    const server = startServer(folder, { ADMIN_API_KEY: adminKey, SHUTDOWN_DELAY_SECONDS: '300' });
    const url = await server.ready();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, polling).toBe(503);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      status: 'not_ready',
      checks: expect.arrayContaining([{ name: 'shutdown', ok: false, detail: expect.any(String) }]),
    });
    expect((await fetch(`${url}/api/me`, credential)).status).toBe(200);
    // Sooner, it would be the first one again, handed on by npm.
    await delay(300);
    server.child.kill('SIGTERM');
    expect(await server.exited()).toBe(1);
  });
});

describe('a start that cannot go on is one message and status 1', () => {
  async function failure(environment: Record<string, string>): Promise<string> {
    const server = startServer(folder, environment);
    expect(await server.exited()).toBe(1);
    expect(server.errors()).not.toMatch(/\n\s+at /);
    return server.errors();
  }

  it('when the port is in use', patience, async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const message = await failure({ PORT: String(port) });
    expect(message).toBe(
      `PORT=${port} is in use on 127.0.0.1. Stop what listens there, or set PORT to another port (0 picks a free one).\n`,
    );
    other.close();
  });

  it('when the configuration is wrong', patience, async () => {
    const message = await failure({ PORT: 'x', LOG_LEVEL: 'loud' });
    expect(message.trim().split('\n')).toHaveLength(3);
  });

  it('when the folder of the data cannot be written', patience, async () => {
    // A file stands where the folder should be: nobody can write below it, not even a superuser.
    writeFileSync(join(folder, 'data'), '');
    const message = await failure({});
    expect(message).toMatch(
      /^DATABASE_URL \(sqlite:\.\/data\/llm-registry\.db\) cannot be used: .*data.*\n$/,
    );
  });

  it('when the file is no database, which is left as it is', patience, async () => {
    const file = join(folder, 'other.db');
    writeFileSync(file, 'This is not a database. '.repeat(100));
    const message = await failure({ DATABASE_URL: `sqlite:${file}` });
    expect(message).toMatch(/^DATABASE_URL \(sqlite:.*\) cannot be used: .*not a database.*\n$/);
    expect(readFileSync(file, 'utf8')).toBe('This is not a database. '.repeat(100));
  });

  it('when the address is not this machine’s', patience, async () => {
    expect(await failure({ HOST: '192.0.2.1' })).toContain(
      'HOST=192.0.2.1 is not an address of this machine',
    );
  });
});
