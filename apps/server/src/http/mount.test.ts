import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import { expect, it } from 'vitest';
import { baseUrlFrom } from './mount.js';

/** The base of links in the answer to these bytes, `PORT` in place of the server's own. */
async function baseFor(head: string, publicUrl: string | null = null): Promise<string> {
  const app = express().use((request, response) => void response.end(baseUrlFrom(publicUrl)(request)));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(head);
  const [, base = ''] = (await text(socket)).split('\r\n\r\n');
  server.close();
  return base.replace(String(port), 'PORT');
}

it.each(['registry.example:8080', '[::1]:4080', 'xn--bcher-kva.example'])(
  'links begin with the host %s',
  async (host) => {
    expect(await baseFor(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toBe(
      `http://${host}`,
    );
  },
);

it('links begin with the public URL, whatever was asked for', async () => {
  const base = await baseFor('GET / HTTP/1.0\r\nHost: a\r\n\r\n', 'https://registry.example');
  expect(base).toBe('https://registry.example');
});

it.each([
  ['no host', 'GET / HTTP/1.0\r\n\r\n'],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a>; rel="next", <b\r\nConnection: close\r\n\r\n'],
])('links begin with the address that was reached where %s was asked for', async (_what, head) => {
  expect(await baseFor(head)).toBe('http://127.0.0.1:PORT');
});
