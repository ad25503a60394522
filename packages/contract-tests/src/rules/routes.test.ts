import { describe, expect, test } from 'vitest';
import { nobody, openWorkspace } from '../target/workspace.js';

const { admin } = await openWorkspace();

describe('405 with Allow for a known path with a wrong verb', () => {
  test.each([
    ['PUT', '/api/models', 'GET, POST, HEAD'],
    ['POST', '/api/models/openai/gpt-4o-mini', 'GET, PUT, PATCH, DELETE, HEAD'],
    ['DELETE', '/api/lookup', 'POST'],
    ['GET', '/api/lookup', 'POST'],
    ['PATCH', '/api/keys', 'GET, POST, HEAD'],
    ['GET', '/api/keys/abc', 'DELETE'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['OPTIONS', '/api/me', 'GET, HEAD'],
    ['POST', '/compat/openai/v1/models', 'GET, HEAD'],
    ['PUT', '/compat/openai/v1/models/openai/gpt-4o-mini', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('%s %s', async (method, path, allow) => {
    const answer = await nobody.send({ method, path });
    const allowed = (text: string | null) => (text ?? '').split(', ').sort();
    expect(answer.status).toBe(405);
    expect(allowed(answer.headers.get('allow'))).toEqual(allowed(allow));
    expect(answer.json).toMatchObject({ code: 'method_not_allowed' });
  });

  test.each(['list', 'summary', 'public'])('a PUT, PATCH or DELETE of the reserved name %s', async (name) => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await admin.send({ method, path: `/api/models/${name}`, body: {} });
      expect(answer.json).toMatchObject({ status: 405, code: 'method_not_allowed' });
    }
  });
});

describe('404 for a path that is none of the API', () => {
  test.each([
    '/api',
    '/api/',
    '/api/Models',
    '/api/model',
    '/api/models//',
    '/api/definitions',
    '/api/explanations/',
    '/api/providers/a/b',
    '/api/keys/a/b',
    '//api/models',
    '/api//models',
    '/api/models/../keys',
    '/nothing',
    '/docs/nothing',
  ])('%s', async (path) => {
    const answer = await admin.send({ path });
    expect(answer.json).toMatchObject({ code: expect.stringMatching(/^(route_not_found|invalid_request)$/) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('HEAD is answered as GET would be, without a body', async () => {
    const answer = await admin.send({ method: 'HEAD', path: '/api/nothing' });
    expect([answer.status, answer.text]).toEqual([404, '']);
  });
});

describe('X-Request-Id', () => {
  test('is the one that was sent, in the header and in the problem', async () => {
    const headers = { 'X-Request-Id': 'contract-test.1' };
    const answer = await nobody.send({ path: '/api/me', headers });
    expect(answer.headers.get('x-request-id')).toBe('contract-test.1');
    expect(answer.json).toMatchObject({ request_id: 'contract-test.1' });
  });

  test.each(['x'.repeat(129), 'with space', 'tab\tin it'])('is a new one in place of "%s"', async (id) => {
    const answer = await nobody.send({ path: '/healthz', headers: { 'X-Request-Id': id } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[!-~]{1,128}$/);
  });
});
