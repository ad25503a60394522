import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type JwksServer, signingKey, startJwksServer } from '../../../test/support/issuer.js';
import { fetchJwks } from './fetch-jwks.js';

const servers: JwksServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

it('a key set is fetched, each key with its name and algorithm only', async () => {
  const key = await signingKey('ES256', 'one');
  const server = await startJwksServer(key);
  servers.push(server);
  const { kty, crv, x, y, kid, alg } = key.publicJwk;
  expect(await fetchJwks(server.url, 2_000)).toEqual({ keys: [{ kty, crv, x, y, kid, alg }] });
});

describe('an answer that cannot be a key set', () => {
  const neverEnding = (response: ServerResponse) => {
    const chunk = Buffer.alloc(65_536, 'a');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };

  it.each<[string, (response: ServerResponse, url: string) => void]>([
    ['no JSON', (response) => response.end('<html>')],
    ['no key set', (response) => response.end('{"keys":{}}')],
    ['null', (response) => response.end('null')],
    ['too many keys', (response) => response.end(JSON.stringify({ keys: Array(65).fill({}) }))],
    ['another status', (response) => response.writeHead(404).end('{"keys":[]}')],
    ['a redirect', (response, url) => response.writeHead(302, { location: `${url}?again` }).end()],
    ['without an end', neverEnding],
    [
      'cut off',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
  ])('is an error: %s', async (_what, answer) => {
    const server = await startJwksServer();
    servers.push(server);
    server.answerWith((request, response) => {
      if (request.url?.includes('again')) response.end('{"keys":[]}');
      else answer(response, server.url);
    });
    await expect(fetchJwks(server.url, 2_000)).rejects.toThrow();
    expect(server.requests()).toBe(1);
  });
});
