import type { ApiKey, Snapshot } from '@llm-registry/api-types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { appOn, type TestApp } from './support/app.js';
import { onEveryEngine } from './support/databases.js';

const origin = 'https://app.example.com';

onEveryEngine((open) => {
  let app: TestApp;
  afterEach(() => app.close());

  async function start(environment: Record<string, string> = {}) {
    app = await appOn(await open(), environment);
  }

  const call = (path: string, key: string | null, init: RequestInit = {}) =>
    fetch(app.url + path, {
      ...init,
      headers: { ...(key === null ? {} : { Authorization: `Bearer ${key}` }), ...init.headers },
    });
  const status = async (path: string, key: string | null, init?: RequestInit) =>
    (await call(path, key, init)).status;

  // What the contract says of that path.
  const bodyOf = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;

  describe('an allowance', () => {
    it('of an address is spent by refused credentials, and 429 then takes the place of 401', async () => {
      await start({ ANONYMOUS_RATE_LIMIT_PER_MINUTE: '2' });
      expect(await status('/api/me', 'wrong')).toBe(401);
      expect(await status('/api/me', null)).toBe(401);
      const refused = await call('/api/me', 'wrong');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(refused.headers.get('RateLimit')).toMatch(/^"default";r=0;t=\d+$/);
    });

    it('of an address never refuses a valid credential from there', async () => {
      await start({ ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1' });
      expect(await status('/api/me', 'wrong')).toBe(401);
      expect(await status('/api/me', 'wrong')).toBe(429);
      expect(await status('/api/me', app.keys.viewer)).toBe(200);
    });

    it('of an organization is shared by its keys, and is looked at before the role', async () => {
      await start({ RATE_LIMIT_PER_MINUTE: '2' });
      expect(await status('/api/me', app.keys.admin)).toBe(200);
      expect(await status('/api/keys', app.keys.viewer)).toBe(403);
      const refused = await call('/api/keys', app.keys.viewer);
      expect(refused.status).toBe(429);
      expect(refused.headers.get('Registry-Revision')).toMatch(/^\d+$/);
    });

    it('is not spent by probes, metrics and documents', async () => {
      await start({ ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1' });
      for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs/', '/healthz']) {
        expect(await status(path, null), path).toBe(200);
      }
      expect(await status('/api/models/public', null)).toBe(200);
      expect(await status('/api/models/public', null)).toBe(429);
    });
  });

  describe('a reader who waits for changes', () => {
    it('is refused at once whose key is revoked meanwhile, though no model changes', async () => {
      await start();
      const { cursor } = await bodyOf<Snapshot>(call('/api/snapshot', app.keys.viewer));
      const answer = call(`/api/changes?cursor=${cursor}&wait=60`, app.keys.viewer);
      await vi.waitFor(() => expect(app.services.changes.waiting()).toBe(1));
      const keys = await bodyOf<ApiKey[]>(call('/api/keys', app.keys.admin));
      const { id } = keys.find(({ name }) => name === 'viewer') ?? {};
      expect(await status(`/api/keys/${id}`, app.keys.admin, { method: 'DELETE' })).toBe(204);
      expect((await answer).status).toBe(401);
    });
  });

  describe('a page of another origin', () => {
    const preflight = (method: string) => ({
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'authorization,if-match',
      },
    });

    it('may call where its origin is listed, with the headers that the API uses', async () => {
      await start({ CORS_ORIGINS: origin });
      const asked = await call('/api/models/a', null, preflight('PUT'));
      expect(asked.status).toBe(204);
      expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(origin);
      const allowed = asked.headers.get('Access-Control-Allow-Headers');
      for (const header of [
        'Authorization',
        'Content-Type',
        'If-Match',
        'If-None-Match',
        'Registry-Min-Revision',
      ]) {
        expect(allowed).toContain(header);
      }
      const answer = await call('/api/models/gpt-4o-mini', app.keys.viewer, { headers: { Origin: origin } });
      expect(answer.headers.get('Vary')).toContain('Origin');
      for (const header of [
        'ETag',
        'Link',
        'X-Total-Count',
        'Registry-Revision',
        'Retry-After',
        'RateLimit',
      ]) {
        expect(answer.headers.get('Access-Control-Expose-Headers')).toContain(header);
      }
    });

    it('asks before it calls, and any other OPTIONS is 405 as without origins', async () => {
      await start({ CORS_ORIGINS: origin });
      const answer = await call('/api/me', null, { method: 'OPTIONS', headers: { Origin: origin } });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
    });

    it('may not where it is not', async () => {
      await start({ CORS_ORIGINS: origin });
      const other = await call('/api/me', app.keys.viewer, {
        headers: { Origin: 'https://evil.example.com' },
      });
      expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
    });

    it('may not where none is listed', async () => {
      await start();
      const answer = await call('/api/me', app.keys.viewer, { headers: { Origin: origin } });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(await status('/api/models/a', null, preflight('PUT'))).toBe(405);
    });
  });
});
