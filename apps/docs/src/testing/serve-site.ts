// Serves the built site the way the registry does: below /docs/, with its headers, beside /openapi.json and an API.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const headers: Record<string, string> = JSON.parse(readFileSync(join(packageFolder, 'headers.json'), 'utf8'));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** One request that arrived outside the site. */
export type ApiRequest = {
  method: string;
  url: string;
  authorization: string | undefined;
  body: string;
};

export type SiteServer = { url: string; apiRequests: ApiRequest[]; close: () => Promise<void> };

function findFile(root: string, path: string): string | undefined {
  const candidates = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
  return candidates
    .map((candidate) => join(root, candidate))
    .find((file) => extname(file) !== '' && existsSync(file));
}

function sendFile(response: ServerResponse, file: string | undefined): void {
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  response.end(readFileSync(file));
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  seen: ApiRequest[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = '', url = '' } = request;
  seen.push({
    method,
    url,
    authorization: request.headers.authorization,
    body: Buffer.concat(chunks).toString(),
  });
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"answered":true}');
}

/**
 * Serves `root` at `/docs/` and its openapi.json at `/openapi.json`; answers everything under `/api/` with 200 and
 * records it. All of it is below `base`, such as `/registry`, when that is given.
 */
export async function serveSite(root: string, base = ''): Promise<SiteServer> {
  const apiRequests: ApiRequest[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const inSite = path.startsWith(`${base}/docs/`) ? path.slice(`${base}/docs`.length) : undefined;
    if (path.startsWith(`${base}/api/`)) void answerApi(request, response, apiRequests);
    else if (path === `${base}/openapi.json`) sendFile(response, join(root, 'openapi.json'));
    else sendFile(response, inSite && findFile(root, inSite));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a server that listens on TCP has one
  const close = () => new Promise<void>((closed) => server.close(() => closed()));
  return { url: `http://127.0.0.1:${port}${base}`, apiRequests, close };
}
