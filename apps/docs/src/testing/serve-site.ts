// Serves the built site the way a registry behind a proxy does: below a path, at docs/, with its headers, beside the registry's own
// contract and API.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
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

export interface SiteServer {
  /** Of the registry, without a slash at its end; the site is at `docs/` below. */
  url: string;
  close: () => Promise<void>;
}

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
  const type = types[extname(file)] ?? 'application/octet-stream';
  // Kept by the browser, so that tests that open many pages fetch what these have in common once.
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Cache-Control': 'max-age=600' });
  response.end(readFileSync(file));
}

function forward(request: IncomingMessage, response: ServerResponse, target: string): void {
  const { method, headers: sent } = request;
  const onward = requestOf(target, { method, headers: sent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

/**
 * Serves `root` at `docs/` below `base`, such as `/registry`, and everything else there from a registry.
 * @param registry its address, without a slash at its end
 */
export async function serveSite(root: string, registry: string, base: string): Promise<SiteServer> {
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const path = new URL(url, 'http://localhost').pathname;
    if (path.startsWith(`${base}/docs/`))
      sendFile(response, findFile(root, path.slice(`${base}/docs`.length)));
    else if (path.startsWith(`${base}/`)) forward(request, response, registry + url.slice(base.length));
    else sendFile(response, undefined);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a server that listens on TCP has one
  const close = () => new Promise<void>((closed) => server.close(() => closed()));
  return { url: `http://127.0.0.1:${port}${base}`, close };
}
