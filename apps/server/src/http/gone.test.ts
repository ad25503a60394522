import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { goneSignal } from './gone.js';

/** A request to a server of its own, which does not answer it. */
async function asked() {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  // A server on a port has an address of this kind.
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  request.on('error', () => {});
  onTestFinished(() => void request.destroy());
  const response: ServerResponse = (await once(server, 'request'))[1];
  return { request, response, closed: once(response, 'close') };
}

it('aborts when the client goes away', async () => {
  const { request, response, closed } = await asked();
  const signal = goneSignal(response);
  expect(signal.aborted).toBe(false);
  request.destroy();
  await closed;
  expect(signal.aborted).toBe(true);
});

it('is aborted from its beginning where the client had gone before', async () => {
  const { request, response, closed } = await asked();
  request.destroy();
  await closed;
  expect(goneSignal(response).aborted).toBe(true);
});
