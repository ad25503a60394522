import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../src/db/connect.js';
import { loadContract } from '../src/http/document.js';
import { appOn, type TestApp } from './support/app.js';
import { fetchBothWays } from './support/both-ways.js';
import { onEveryEngine } from './support/databases.js';

/** Words that stand for secrets: whoever finds one anywhere has found a leak. */
const canaries = {
  apiKey: 'CANARY-api-key-5f1d',
  header: 'CANARY-header-77aa',
  nested: 'CANARY-nested-90c4',
  misspelt: 'CANARY-misspelt-12ef',
};

const provider = {
  provider_id: 'acme-azure',
  api_key: canaries.apiKey,
  extra_kwargs: { headers: { 'X-Auth': canaries.header }, auth: { client_secret: [canaries.nested] } },
};

onEveryEngine((open) => {
  let app: TestApp;
  let database: Database;
  const answers: string[] = [];

  beforeEach(async () => {
    database = await open();
    app = await appOn(database);
    answers.length = 0;
  });
  afterEach(() => app.close());

  async function call(method: string, path: string, body?: unknown, key = app.keys.admin): Promise<number> {
    const response = await fetchBothWays(app.url + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answers.push(JSON.stringify([...response.headers]), await response.text());
    return response.status;
  }

  /** Every operation of the contract once, with a body where one is taken, right or wrong. */
  async function callEverything(): Promise<void> {
    for (const [template, item] of Object.entries(loadContract().paths)) {
      const path = template
        .replace(/\{model(_name)?\}/, 'acme/x')
        .replace('{provider_id}', provider.provider_id)
        .replace('{key_id}', 'unknown');
      for (const [method, operation] of Object.entries(item)) {
        if (method === 'delete') continue;
        const body = operation.requestBody ? { api_keyy: canaries.misspelt } : undefined;
        await call(method.toUpperCase(), path, body);
      }
    }
  }

  async function everythingStored(): Promise<string> {
    const tables = ['setting', 'organization', 'model', 'provider', 'api_key', 'change'] as const;
    return JSON.stringify(await Promise.all(tables.map((table) => database.read(table).select())));
  }

  it('no secret is in any answer, log line or error, nor in clear in the database', async () => {
    expect(await call('POST', '/api/providers', provider)).toBe(201);
    expect(await call('POST', '/api/models', { model_name: 'acme/x', provider_id: 'acme-azure' })).toBe(201);
    await callEverything();
    expect(await call('PUT', '/api/providers/acme-azure', { ...provider, nonsense: canaries.misspelt })).toBe(
      400,
    );
    expect(await call('PATCH', '/api/providers/acme-azure', { api_key: [canaries.apiKey] })).toBe(400);
    expect(await call('GET', `/api/providers/acme-azure?token=${canaries.misspelt}`)).toBe(400);
    expect(await call('GET', '/api/me', undefined, canaries.apiKey)).toBe(401);
    expect(await call('GET', '/metrics')).toBe(200);
    const places = { answers: answers.join('\n'), log: app.logged(), database: await everythingStored() };
    for (const [place, text] of Object.entries(places)) {
      for (const canary of Object.values(canaries))
        expect(text.includes(canary), `${canary} in ${place}`).toBe(false);
    }
  });

  it('no API key is in the log or in the database', async () => {
    await callEverything();
    for (const key of Object.values(app.keys)) {
      const secret = key.slice(key.indexOf('_', 'llmr_'.length) + 1);
      expect(secret.length).toBeGreaterThan(30);
      expect(app.logged()).not.toContain(secret);
      expect(await everythingStored()).not.toContain(secret);
    }
  });

  it('an error of the database tells nothing of its statement', async () => {
    await database.write.schema.dropTable('api_key');
    expect(await call('GET', '/api/me')).toBe(500);
    expect(answers.join()).not.toMatch(/api_key|select|SQLITE/i);
  });
});
