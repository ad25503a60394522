import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { errorTable, RegistryError } from '../errors.js';
import { createMetrics } from '../observe/metrics.js';
import { createStaticFiles } from './static-files.js';

const yaml =
  'openapi: 3.1.0\ninfo:\n  title: T\nservers:\n  - url: /\n    description: This server\npaths: {}\n';
const temporary = mkdtempSync(join(tmpdir(), 'registry-static-'));
// A folder whose name begins with a dot, as installations in a home directory have.
const root = join(temporary, '.installed');

beforeAll(() => {
  mkdirSync(join(root, 'docs/errors'), { recursive: true });
  mkdirSync(join(root, 'docs/explorer'));
  writeFileSync(join(root, 'docs/explorer/index.html'), '<h1>Models</h1>');
  mkdirSync(join(root, 'client'));
  writeFileSync(join(root, 'docs/index.html'), '<h1>Reference</h1>');
  writeFileSync(join(root, 'docs/errors/model_not_found.html'), '<h1>model_not_found</h1>');
  writeFileSync(join(root, 'docs/.secret'), 'not a page');
  writeFileSync(join(root, 'client/client.tgz'), 'packed');
});
afterAll(() => rmSync(temporary, { recursive: true }));

const answerProblem: ErrorRequestHandler = (error, _request, response, _next) => {
  const known = error instanceof RegistryError ? error : new RegistryError('internal_error', String(error));
  response.status(errorTable[known.code].status).json({ code: known.code });
};

function app({ clientFolder = join(root, 'client'), metrics = true } = {}) {
  const statics = createStaticFiles({
    yaml,
    contract: parse(yaml),
    contract30: () => ({ ...parse(yaml), openapi: '3.0.3' }),
    baseUrlOf: () => 'https://registry.example.com/base',
    docsFolder: join(root, 'docs'),
    docsHeaders: { 'Content-Security-Policy': "default-src 'self'" },
    clientFolder,
    metrics: metrics ? createMetrics() : null,
  });
  return express()
    .use(statics)
    .use((_request, response) => void response.status(418).end())
    .use(answerProblem);
}

describe('the contract', () => {
  it.each([
    ['/openapi.yaml', 'application/yaml', '3.1.0', (text: string): unknown => parse(text)],
    ['/openapi.json', 'application/json', '3.1.0', (text: string): unknown => JSON.parse(text)],
    ['/openapi-3.0.json', 'application/json', '3.0.3', (text: string): unknown => JSON.parse(text)],
  ])('%s is the whole contract, and its server is the public URL', async (path, type, openapi, read) => {
    const response = await request(app()).get(path).buffer(true).parse(textOf);
    expect(response.headers['content-type']).toContain(type);
    expect(read(response.body)).toMatchObject({
      openapi,
      info: { title: 'T' },
      servers: [{ url: 'https://registry.example.com/base' }],
      paths: {},
    });
  });

  it('is not sent again to who has it', async () => {
    const first = await request(app()).get('/openapi.json');
    const again = await request(app())
      .get('/openapi.json')
      .set('If-None-Match', String(first.headers['etag']));
    expect(again.status).toBe(304);
  });

  it('that names no server where it should stops the start', () => {
    const deps = {
      yaml: 'openapi: 3.1.0\n',
      contract: {},
      contract30: () => ({}),
      docsFolder: root,
      docsHeaders: {},
      clientFolder: root,
    };
    expect(() => createStaticFiles({ ...deps, baseUrlOf: () => '', metrics: null })).toThrow('servers');
  });
});

describe('the documentation', () => {
  it.each(['/', '/docs'])('is where %s leads', async (path) => {
    const response = await request(app()).get(path);
    expect(response.status).toBe(302);
    expect(new URL(String(response.headers['location']), `http://host${path}`).pathname).toBe('/docs/');
  });

  it('leads to a folder without its slash by a relative address, which holds below any path', async () => {
    const response = await request(app()).get('/docs/explorer?q=a%2Fb');
    expect(response.status).toBe(302);
    expect(response.headers['location']).toBe('explorer/?q=a%2Fb');
    expect((await request(app()).get('/docs/explorer/')).text).toContain('Models');
  });

  it('has pages without an extension, which no script from elsewhere gets into', async () => {
    const response = await request(app()).get('/docs/errors/model_not_found');
    expect(response.text).toBe('<h1>model_not_found</h1>');
    expect(response.headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'cache-control': 'no-cache',
    });
    expect((await request(app()).get('/docs/')).text).toBe('<h1>Reference</h1>');
  });

  it.each(['/docs/nothing', '/docs/.secret', '/docs/..%2fclient/client.tgz', '/docs/%00'])(
    'has no page %s',
    async (path) => {
      const response = await request(app()).get(path);
      expect(response.status).toBe(404);
      expect(response.body).toEqual({ code: 'route_not_found' });
    },
  );
});

describe('the client', () => {
  it('is a package that npm installs', async () => {
    const response = await request(app()).get('/client.tgz').buffer(true).parse(textOf);
    expect(response.headers['content-type']).toBe('application/gzip');
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.body).toBe('packed');
  });

  it('is not found where it was not packed', async () => {
    const response = await request(app({ clientFolder: join(root, 'docs') })).get('/client.tgz');
    expect(response.status).toBe(404);
    expect(response.body).toEqual({ code: 'route_not_found' });
  });
});

it('serves metrics unless they have a port of their own', async () => {
  expect((await request(app()).get('/metrics')).text).toContain('nodejs_eventloop_lag_seconds');
  expect((await request(app({ metrics: false })).get('/metrics')).status).toBe(418);
});

it.each([
  '/',
  '/docs',
  '/docs/errors/model_not_found',
  '/openapi.yaml',
  '/openapi.json',
  '/openapi-3.0.json',
  '/client.tgz',
  '/metrics',
])('%s is read only', async (path) => {
  expect((await request(app()).head(path)).status).toBeLessThan(400);
  const written = await request(app()).post(path);
  expect(written.status).toBe(405);
  expect(written.headers['allow']).toBe('GET, HEAD');
});

it('leaves every other path to others', async () => {
  expect((await request(app()).get('/api/models')).status).toBe(418);
  expect((await request(app()).post('/docsother')).status).toBe(418);
});

type TextParser = Parameters<request.Test['parse']>[0];
const textOf: TextParser = (response, done) => {
  let text = '';
  response.on('data', (chunk) => {
    text += String(chunk);
  });
  response.on('end', () => done(null, text));
};
