import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listening } from '../../test/support/listening.js';
import { credentialsOf } from './credentials.js';

/** What the credentials are of a request with these header lines. */
async function seen(...lines: string[]): Promise<ReturnType<typeof credentialsOf>> {
  const server = createServer();
  const { hostname, port } = new URL(await listening(server));
  const socket = connect(Number(port), hostname);
  socket.write(`GET / HTTP/1.1\r\nHost: a.example\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`);
  const [request] = await once(server, 'request');
  const credentials = credentialsOf(request);
  socket.destroy();
  server.close();
  return credentials;
}

it.each([
  ['none', [], undefined],
  ['one', ['authorization: Bearer a'], 'Bearer a'],
  ['an empty one', ['Authorization:'], ''],
  ['two that differ', ['Authorization: Bearer a', 'AUTHORIZATION: Bearer b'], ['Bearer a', 'Bearer b']],
  ['the same twice', ['authorization: Bearer a', 'authorization: Bearer a'], ['Bearer a', 'Bearer a']],
  ['the word in a value', ['X-Other: authorization', 'authorization: Bearer a'], 'Bearer a'],
])('of %s', async (_what, lines, expected) => {
  expect(await seen(...lines)).toEqual(expected);
});
