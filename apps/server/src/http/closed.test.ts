import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { listening } from '../../test/support/listening.js';
import { whenClosed } from './closed.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Listens, has each response watched by two, and answers the address with what they note. */
async function watching() {
  const noted: string[] = [];
  const server = createServer();
  servers.push(server);
  server.on('request', (request, response) => {
    whenClosed(response, () => noted.push('first'));
    whenClosed(response, () => noted.push(`second: ${response.writableFinished}`));
    if (request.url === '/') response.end('ok');
  });
  return { server, url: await listening(server), noted };
}

it('tells all who ask, in their order, once the answer is out', async () => {
  const { url, noted } = await watching();
  await fetch(url).then((response) => response.text());
  await vi.waitFor(() => expect(noted).toEqual(['first', 'second: true']));
});

it('tells them when the connection is gone before that', async () => {
  const { server, url, noted } = await watching();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET /never HTTP/1.1\r\nHost: a.example\r\n\r\n');
  await once(server, 'request');
  socket.destroy();
  await vi.waitFor(() => expect(noted).toEqual(['first', 'second: false']));
});

it('is one listener, however many ask', async () => {
  const { server, url } = await watching();
  const counted = new Promise((resolve) => {
    server.on('request', (_request, response) => resolve(response.listenerCount('close')));
  });
  await fetch(url);
  expect(await counted).toBe(1);
});
