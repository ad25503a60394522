import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a registry on which every request is seen. */
export interface WayInBetween {
  url: string;
  /** Method and path of the requests that may have changed something, in their order. */
  writes: string[];
}

/**
 * Forwards everything to a registry.
 * @param beforeWrite is awaited with the number of the write, from 1, before it is forwarded
 */
export async function wayTo(
  target: string,
  beforeWrite: (count: number) => Promise<void> = async () => {},
): Promise<WayInBetween> {
  const writes: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const isRead = method === 'GET' || url.startsWith('/api/lookup') || url.startsWith('/api/models/list');
    if (!isRead) await beforeWrite(writes.push(`${method} ${url}`));
    const forwarded = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server has an address of this kind
  return { url: `http://127.0.0.1:${port}`, writes };
}
