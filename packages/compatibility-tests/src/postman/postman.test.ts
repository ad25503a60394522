import { type CollectionResult, convertV2, type Options } from 'openapi-to-postmanv2';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type StartedServer, startedServer } from '../support/server.js';
import { type Collection, type CollectionRequest, requestsOf } from './collection.js';

/** Converts a document as Postman's import does. */
function converted(document: string, options: Options): Promise<CollectionResult> {
  return new Promise((resolve, reject) => {
    convertV2({ type: 'string', data: document }, options, (error, result) =>
      result ? resolve(result) : reject(error),
    );
  });
}

/** `GET /api/models/:model_name`, as a collection writes what a contract writes as `{model_name}`. */
const written = ({ method, url }: CollectionRequest) => `${method} /${url.path.join('/')}`;

interface Contract {
  paths: Record<string, object>;
}

const operationsOf = ({ paths }: Contract) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );

let server: StartedServer;
beforeAll(async () => {
  server = await startedServer();
});

describe.each(['/openapi-3.0.json', '/openapi.json'])('Postman, given %s', (path) => {
  const complaints: unknown[] = [];
  let document: string;
  let results: CollectionResult[];
  let collection: Collection;

  beforeAll(async () => {
    for (const level of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation((...said) => void complaints.push(said));
    document = await (await fetch(server.baseUrl + path)).text();
    const invented = await converted(document, {});
    // With the examples of the contract in the bodies instead of invented values: a choice of whoever imports.
    const shown = await converted(document, { parametersResolution: 'Example' });
    results = [invented, shown];
    vi.restoreAllMocks();
    // What the converter writes is described by Postman's schema of collections, of which the type is a part.
    collection = shown.output?.[0]?.data as Collection;
  });

  it('takes it, and has nothing to complain about', () => {
    for (const { result, reason } of results) expect([result, reason]).toEqual([true, undefined]);
    expect(complaints).toEqual([]);
  });

  it('has a request for every operation', () => {
    const operations = operationsOf(JSON.parse(document));
    expect(operations.length).toBeGreaterThan(20);
    expect(requestsOf(collection).map(written).sort()).toEqual(operations.sort());
  });

  it('sends each to this server, with a value for each part of its path', () => {
    expect(collection.variable).toContainEqual(
      expect.objectContaining({ key: 'baseUrl', value: server.baseUrl }),
    );
    for (const { url } of requestsOf(collection)) {
      expect(url.host).toEqual(['{{baseUrl}}']);
      for (const part of url.path) expect(part).toMatch(/^:?[\w.-]+$/);
      const names = url.path.filter((part) => part.startsWith(':')).map((part) => part.slice(1));
      expect(url.variable.map(({ key }) => key)).toEqual(names);
    }
  });

  it('sends the key as a bearer token', () => {
    expect(collection.auth).toMatchObject({ type: 'bearer' });
  });

  it('has bodies that the registry takes', async () => {
    const create = requestsOf(collection).find((request) => written(request) === 'POST /api/models');
    const answer = await fetch(`${server.baseUrl}/api/models`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.adminKey}`, 'Content-Type': 'application/json' },
      body: create?.body?.raw ?? '',
    });
    expect([200, 201]).toContain(answer.status);
  });
});
