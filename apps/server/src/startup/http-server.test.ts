import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { StartFailure } from './failure.js';
import { createHttpServer, listen, localUrl } from './http-server.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

it('a client that takes nothing of its answer is cut off, and the answer with it', async () => {
  const endless = createHttpServer(
    (_request, response) => {
      const more = () => response.write('x'.repeat(100_000), () => setImmediate(more));
      more();
    },
    { timeout: 200 },
  );
  servers.push(endless);
  const { port } = await listen(endless, '127.0.0.1', 0);
  const cut = once(endless, 'request').then(([, response]) => once(response, 'close'));
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await cut;
  socket.destroy();
});

function answering(): Server {
  const server = createHttpServer((_request, response) => response.end('ok'));
  servers.push(server);
  return server;
}

/** What the server says to bytes that are no request. */
async function answerTo(bytes: string): Promise<{ head: string; body: string }> {
  const { port } = await listen(answering(), '127.0.0.1', 0);
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { head, body };
}

describe('what is no HTTP is answered with a problem document', () => {
  it.each([
    ['nonsense', 'NONSENSE\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    ['a control character in a field', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: \u0001\r\n\r\n'],
    ['an enormous URL', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    [
      'a body of two lengths at once',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['an enormous field', `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('%s', async (_what, bytes) => {
    const { head, body } = await answerTo(bytes);
    expect(head).toMatch(/^HTTP\/1.1 400 Bad Request/);
    expect(head).toContain('Content-Type: application/problem+json');
    const problem = JSON.parse(body);
    expect(problem).toMatchObject({
      type: '/docs/errors/invalid_request',
      status: 400,
      code: 'invalid_request',
    });
    expect(head).toContain(`X-Request-Id: ${problem.request_id}`);
  });
});

it('a URL with raw characters beyond ASCII is told how to encode them', async () => {
  const { head, body } = await answerTo('GET /api/models/modèle HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1.1 400 Bad Request/);
  expect(JSON.parse(body)).toMatchObject({
    code: 'malformed_url',
    detail: expect.stringContaining('%C3%A9'),
  });
});

describe('listening', () => {
  it('picks a free port for 0 and says how to reach it', async () => {
    const address = await listen(answering(), '127.0.0.1', 0);
    expect(await (await fetch(localUrl(address))).text()).toBe('ok');
  });

  it('names the variable whose port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await listen(answering(), '127.0.0.1', port, 'METRICS_PORT').catch((error) => error);
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure.message).toContain(`METRICS_PORT=${port} is in use`);
    other.close();
  });

  it.each([
    [{ address: '0.0.0.0', family: 'IPv4', port: 1 }, 'http://127.0.0.1:1'],
    [{ address: '::', family: 'IPv6', port: 2 }, 'http://[::1]:2'],
    [{ address: 'fd00::1', family: 'IPv6', port: 3 }, 'http://[fd00::1]:3'],
  ])('on %j is reached from this machine at %s', (address, url) => {
    expect(localUrl(address)).toBe(url);
  });
});
