import { once } from 'node:events';
import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLifecycle } from '../observe/health.js';
import { createLogger } from '../observe/logs.js';
import { createShutdown } from './shutdown.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function started(
  listener: RequestListener,
  changes: { delaySeconds?: number; timeoutSeconds?: number; close?: () => Promise<void> } = {},
) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const log = await createLogger({ level: 'silent', format: 'json' });
  const lifecycle = createLifecycle();
  const deps = {
    servers: [server],
    lifecycle,
    delaySeconds: 0,
    timeoutSeconds: 10,
    release: () => undefined,
    close: async () => undefined,
    log,
  };
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    stop: createShutdown({ ...deps, ...changes }),
    lifecycle,
  };
}

/** What an answer says about its connection. */
async function connectionOf(url: string, agent: Agent): Promise<string | undefined> {
  const [answer]: IncomingMessage[] = await once(get(url, { agent }), 'response');
  answer?.resume();
  if (answer) await once(answer, 'end');
  return answer?.headers.connection;
}

describe('a shutdown', () => {
  it('waits for a request that runs, closes afterwards, and has the status 0', async () => {
    const steps: string[] = [];
    let running: ServerResponse | undefined;
    const close = async () => void steps.push('closed');
    const { server, url, stop } = await started(
      (_request, response) => {
        running = response;
      },
      { close },
    );
    const answered = fetch(url).then(async (response) => steps.push(await response.text()));
    await once(server, 'request');
    const stopped = stop('SIGTERM');
    // The delay before it stops accepting is none here, but it ends in a later turn of the event loop.
    await vi.waitFor(() => expect(server.listening).toBe(false));
    await expect(fetch(url)).rejects.toThrow();
    running?.end('finished');
    expect(await stopped).toBe(0);
    await answered;
    expect(steps.toSorted()).toEqual(['closed', 'finished']);
  });

  it('is not held up by connections that are kept alive, or on which nothing was ever sent', async () => {
    const { server, port, url, stop } = await started((_request, response) => response.end('ok'));
    await (await fetch(url)).text();
    const silent = connect(port, '127.0.0.1');
    await once(server, 'connection');
    const cut = once(silent, 'close');
    expect(await stop('SIGTERM')).toBe(0);
    silent.resume();
    await cut;
  });

  it('cuts off what does not finish in time, and has the status 1', async () => {
    const { server, url, stop } = await started(() => undefined, { timeoutSeconds: 0.05 });
    const answer = fetch(url).then(
      () => 'answered',
      () => 'cut off',
    );
    await once(server, 'request');
    expect(await stop('SIGTERM')).toBe(1);
    expect(await answer).toBe('cut off');
  });

  it('has the status 1 where the database does not close', async () => {
    const close = async () => Promise.reject(new Error('still busy'));
    const { stop } = await started((_request, response) => response.end(), { close });
    expect(await stop('SIGTERM')).toBe(1);
  });

  it('answers on the connections that are there, and asks clients to leave, once it accepts no more', async () => {
    const { server, url, stop } = await started((_request, response) => response.end('ok'), {
      delaySeconds: 0.2,
      timeoutSeconds: 10,
    });
    const agent = new Agent({ keepAlive: true });
    expect(await connectionOf(url, agent)).toBe('keep-alive');
    const stopped = stop('SIGTERM');
    expect(await connectionOf(url, agent)).toBe('keep-alive');
    await vi.waitFor(() => expect(server.listening).toBe(false), { interval: 5 });
    expect(await connectionOf(url, agent)).toBe('close');
    await expect(connectionOf(url, agent)).rejects.toThrow('ECONNREFUSED');
    expect(await stopped).toBe(0);
  });
});
