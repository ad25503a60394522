import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { StartFailure } from './failure.js';
import { listen, localUrl } from './http-server.js';
import { warmUp } from './warm-up.js';

it.each([
  [200, 'passes'],
  [500, 'stops the start'],
])('a server that answers its own first request with %i %s', async (status, outcome) => {
  const server = createServer((_request, response) =>
    response.writeHead(status).end('the contract is broken'),
  );
  const url = localUrl(await listen(server, '127.0.0.1', 0));
  const failure = await warmUp(url).catch((error) => error);
  server.close().closeAllConnections();
  if (outcome === 'passes') expect(failure).toBeUndefined();
  else {
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure.message).toContain('500 the contract is broken');
  }
});
