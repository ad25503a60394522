import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** How the server behaves towards one request: it answers, says nothing, or cuts the connection. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string }
  | 'silence'
  | 'cut'
  | 'cut in the body';

/** A request as it arrived. */
export interface Arrived {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface RegistryServer {
  baseUrl: string;
  arrived: Arrived[];
}

/** A real server that gives the replies in their order, the last one for ever. It is gone when the test is. */
export async function startServer(...replies: [Reply, ...Reply[]]): Promise<RegistryServer> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const reply = replies[Math.min(arrived.length, replies.length - 1)] ?? 'cut';
    arrived.push(await read(request));
    give(reply, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo; // a TCP server has an address of this kind
  return { baseUrl: `http://127.0.0.1:${port}`, arrived };
}

async function read(request: IncomingMessage): Promise<Arrived> {
  request.setEncoding('utf8');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return { method: request.method, url: request.url, headers: request.headers, body: chunks.join('') };
}

function give(reply: Reply, response: ServerResponse): void {
  if (reply === 'silence') return;
  if (reply === 'cut') {
    response.destroy();
  } else if (reply === 'cut in the body') {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"model', () => response.destroy());
  } else {
    const type = reply.json === undefined ? 'text/html' : 'application/json';
    response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
    response.end(reply.json === undefined ? reply.text : JSON.stringify(reply.json));
  }
}

/** A problem answer as the registry gives it. */
export function problem(
  status: number,
  code: string,
  more: { headers?: Record<string, string>; errors?: unknown } = {},
): Reply {
  const { headers = {}, ...members } = more;
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    json: {
      type: `/docs/errors/${code}`,
      title: code,
      status,
      detail: `About ${code}.`,
      code,
      request_id: 'r-1',
      ...members,
    },
  };
}

/** A page object with models of these names. */
export function page(names: string[], next: string | null = null): { json: unknown } {
  return {
    json: {
      count: 9,
      next,
      previous: null,
      results: names.map((model_name) => ({ model_name })),
      current_filters: {},
    },
  };
}
