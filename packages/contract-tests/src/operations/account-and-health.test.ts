import { describe, expect, test } from 'vitest';
import { givenAdmin, nobody, openWorkspace } from '../target/workspace.js';

const { viewer, editor } = await openWorkspace();

describe('getCurrentPrincipal', () => {
  test('200 with who the credential is', async () => {
    expect(await givenAdmin.registry.getCurrentPrincipal()).toMatchObject({ role: 'admin', kind: 'api_key' });
    expect(await viewer.registry.getCurrentPrincipal()).toMatchObject({ role: 'viewer' });
    expect(await editor.registry.getCurrentPrincipal()).toMatchObject({ role: 'editor' });
  });

  test.each(['bearer', 'BEARER', 'Bearer'])('200 with the scheme written %s', async (scheme) => {
    const headers = { authorization: `${scheme} ${viewer.token}` };
    expect((await nobody.send({ path: '/api/me', headers })).status).toBe(200);
  });

  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a b',
    'Bearer llmr_x_y',
    'Bearer a.b.c',
    'Token x',
  ])('401 with "%s"', async (authorization) => {
    const answer = await nobody.send({ path: '/api/me', headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test('401 with a credential in the query, which is no place for one', async () => {
    expect((await nobody.send({ path: `/api/me?access_token=${viewer.token}` })).status).toBe(401);
  });
});

describe('health', () => {
  test('200, not to be kept', async () => {
    const answer = await nobody.registry.withResponse.health();
    expect(answer.data).toEqual({ status: 'ok' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('readiness', () => {
  test('200 with what was checked', async () => {
    const { status, checks } = await nobody.registry.readiness();
    expect(status).toBe('ready');
    expect(checks).toEqual([
      { name: 'database', ok: true, detail: null },
      { name: 'catalog', ok: true, detail: null },
    ]);
  });
});
