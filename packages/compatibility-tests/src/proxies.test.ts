import { createClient } from '@llm-registry/client';
import { expect, it } from 'vitest';
import { describeWith } from './support/missing.js';
import { caddy, installed, nginx, startedProxy } from './support/proxies.js';
import { startedServer } from './support/server.js';

/** What proxies like to decode, to merge, or to take for something else. */
const names = [
  'acme/support/eu',
  'acme/a%2Fb',
  'acme/100%',
  'acme/%41',
  'acme/what?',
  'acme/c#',
  'acme/with space',
  'acme/grüße/東京',
  'acme/a+b;c=d&e',
  "acme/[x]@y:z~(1)!*'",
];

const segmentsOf = (name: string) => name.split('/').map(encodeURIComponent).join('/');

for (const proxy of [nginx, caddy]) {
  await describeWith(
    `behind ${proxy.name}`,
    () => installed(proxy),
    () => {
      let started: Promise<Awaited<ReturnType<typeof start>>> | undefined;
      const behind = () => {
        started ??= start();
        return started;
      };

      async function start() {
        const server = await startedServer({ TRUST_PROXY: '1' });
        const address = new URL(server.baseUrl).host;
        const baseUrl = await startedProxy(proxy, [address, address]);
        const client = createClient({ baseUrl, token: server.adminKey });
        const get = (path: string, headers: Record<string, string> = {}) =>
          fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${server.adminKey}`, ...headers } });
        return { server, baseUrl, client, get };
      }

      it('names arrive as they were sent, slashes encoded or not', async () => {
        const { client, get } = await behind();
        for (const name of names) {
          await client.upsertModel({ model_name: name, base_model_name: 'gpt-4o-mini' });
          expect((await client.getModel({ model_name: name })).model_name).toBe(name);
          for (const path of [encodeURIComponent(name), segmentsOf(name)]) {
            const answer = await get(`/api/models/${path}`);
            const text = await answer.text();
            const isNamed = text.includes(`"model_name":${JSON.stringify(name)}`);
            expect({ path, status: answer.status, isNamed }).toEqual({ path, status: 200, isNamed: true });
          }
          await client.deleteModel({ model_name: name });
        }
      });

      it('links name the address that the client used', async () => {
        const { baseUrl, client } = await behind();
        const { next } = await client.listModelsPage({ page_size: 2 });
        expect(next).toMatch(new RegExp(`^${baseUrl}/api/models/list\\?`));
        expect((await client.listModelsPage({ page: 2, page_size: 2 })).results).toHaveLength(2);
      });

      it('conditional requests and problems pass', async () => {
        const { get } = await behind();
        const etag = (await get('/api/models/gpt-4o-mini')).headers.get('etag') ?? '';
        expect((await get('/api/models/gpt-4o-mini', { 'if-none-match': etag })).status).toBe(304);
        const unknown = await get('/api/models/no/such/model');
        expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
          404,
          'application/problem+json',
        ]);
      });

      it('a whole list is the same behind it', async () => {
        const { server, get } = await behind();
        const direct = await fetch(`${server.baseUrl}/api/models?all=true`, {
          headers: { authorization: `Bearer ${server.adminKey}` },
        });
        expect(await (await get('/api/models?all=true')).text()).toBe(await direct.text());
      });
    },
  );
}
