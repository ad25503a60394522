import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { answerTag } from '../answers/tag.js';
import { RegistryError } from '../errors.js';
import type { Metrics } from '../observe/metrics.js';
import { sendMetrics } from '../observe/metrics-endpoint.js';
import { createContractTexts } from './contract-texts.js';

export interface StaticFilesDeps {
  /** The contract as it is written. */
  yaml: string;
  /** The same, parsed. */
  contract: object;
  /** Reads the same in OpenAPI 3.0. */
  contract30: () => object;
  /** Absolute base of links, without a slash at its end. */
  baseUrlOf: (request: Request) => string;
  /** The built documentation site. */
  docsFolder: string;
  /** Headers of every page of it. */
  docsHeaders: Readonly<Record<string, string>>;
  /** The folder in which the packed client is `client.tgz`. */
  clientFolder: string;
  /** Served at `/metrics`; null where they have a port of their own. */
  metrics: Metrics | null;
}

/** Files change only with the program; a copy is asked about each time, which costs one 304. */
const revalidated = { 'Cache-Control': 'no-cache' };

const readMethods = ['GET', 'HEAD'];

/** @throws method_not_allowed for anything but reads */
const onlyReads: RequestHandler = (request, response, next) => {
  if (readMethods.includes(request.method)) return next();
  response.set('Allow', readMethods.join(', '));
  throw new RegistryError(
    'method_not_allowed',
    `Here are files: GET and HEAD read them, ${request.method} does nothing.`,
  );
};

function sendText(response: Response, type: string, text: string): void {
  response.set({ ...revalidated, 'Content-Type': type, ETag: answerTag(text) }).send(text);
}

/** Relative, so that it holds behind a proxy that serves the registry below a path. */
const toDocs: RequestHandler = (_request, response) => {
  response.set(revalidated).redirect(302, 'docs/');
};

function docsPages(folder: string, headers: Readonly<Record<string, string>>): RequestHandler[] {
  const pages = express.static(folder, {
    extensions: ['html'],
    cacheControl: false,
    setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
  });
  // Relative, as toDocs is: what serves the files would lose the path that a proxy serves the registry below.
  const toFolder: RequestHandler = (request, response, next) => {
    const [, name] = /^\/([a-z-]+)$/.exec(request.path) ?? [];
    if (name === undefined || !existsSync(join(folder, name, 'index.html'))) return next();
    const query = request.url.slice(request.path.length);
    response.set(revalidated).redirect(302, `${name}/${query}`);
  };
  const withHeaders: RequestHandler = (_request, response, next) => {
    response.set(headers);
    next();
  };
  const noPage: RequestHandler = () => {
    throw new RegistryError(
      'route_not_found',
      'The documentation has no such page. GET /docs/ shows what there is.',
    );
  };
  return [withHeaders, toFolder, pages, noPage];
}

function clientPackage(folder: string): RequestHandler {
  const missing = new RegistryError(
    'route_not_found',
    'The client was not packed in this installation. `npm run build` packs it.',
  );
  return (_request, response, next) => {
    const headers = { ...revalidated, 'Content-Type': 'application/gzip' };
    response.sendFile('client.tgz', { root: folder, headers, cacheControl: false }, (error?: Error) => {
      if (error && !response.headersSent) next('status' in error && error.status === 404 ? missing : error);
    });
  };
}

/**
 * Makes the router of what needs no credential and is no operation: the contract, the documentation, the client, the
 * metrics. Everything else goes on.
 */
export function createStaticFiles(deps: StaticFilesDeps): RequestHandler {
  const { baseUrlOf, metrics } = deps;
  const texts = createContractTexts(deps.yaml, deps.contract, deps.contract30);
  const router = express.Router({ caseSensitive: true });
  const contractPaths = ['/openapi.yaml', '/openapi.json', '/openapi-3.0.json'];
  router.all(['/', ...contractPaths, '/client.tgz', '/docs', '/docs/*page'], onlyReads);
  router.get('/', toDocs);
  router.get('/openapi.yaml', (request, response) => {
    sendText(response, 'application/yaml; charset=utf-8', texts.yaml(baseUrlOf(request)));
  });
  router.get('/openapi.json', (request, response) => {
    sendText(response, 'application/json; charset=utf-8', texts.json(baseUrlOf(request)));
  });
  router.get('/openapi-3.0.json', (request, response) => {
    sendText(response, 'application/json; charset=utf-8', texts.json30(baseUrlOf(request)));
  });
  router.get('/client.tgz', clientPackage(deps.clientFolder));
  router.get('/docs', (request, response, next) => {
    if (request.path === '/docs') toDocs(request, response, next);
    else next();
  });
  router.use('/docs', ...docsPages(deps.docsFolder, deps.docsHeaders));
  if (metrics !== null) {
    router.all('/metrics', onlyReads, (request, response) => sendMetrics(metrics, request, response));
  }
  return router;
}

function isHeaders(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

/** Where the documentation and the client lie: in the packages of those names. */
export function installedFiles(): Pick<StaticFilesDeps, 'docsFolder' | 'docsHeaders' | 'clientFolder'> {
  const { resolve } = createRequire(import.meta.url);
  const docs = dirname(resolve('@llm-registry/docs/package.json'));
  const client = dirname(resolve('@llm-registry/client/package.json'));
  const docsHeaders: unknown = JSON.parse(readFileSync(join(docs, 'headers.json'), 'utf8'));
  if (!isHeaders(docsHeaders)) throw new Error('headers.json of the documentation must hold texts by name.');
  return { docsFolder: join(docs, 'dist'), docsHeaders, clientFolder: join(client, 'pack') };
}
