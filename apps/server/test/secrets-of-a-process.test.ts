import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newKey } from '../src/auth/keys/key-format.js';
import { runCommand } from '../src/cli/run.js';
import { readConfig } from '../src/config.js';
import { newEncodedKey } from './support/providers.js';
import { endServers, startServer } from './support/server-process.js';

// Each test starts processes, which takes seconds on a busy machine.
const patience = { timeout: 120_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-secrets-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(async () => {
  await endServers();
  rmSync(folder, { recursive: true });
});

/** Everything that an operator gives in secret. */
const given = () => ({
  ADMIN_API_KEY: `canary-admin-key-${newKey().key.slice(20)}`,
  JWT_SECRET: `canary-jwt-secret-${newKey().key}`,
  ENCRYPTION_KEYS: newEncodedKey(),
});

/** What callers give in secret, in every field that takes a secret. */
const told = {
  apiKey: 'canary-api-key-8d1c',
  header: 'canary-header-55b0',
  nested: 'canary-nested-e7f2',
  token: 'canary-token-a3c4',
  unknown: 'canary-unknown-field-0b9d',
  query: 'canary-query-77aa',
};

const provider = {
  provider_id: 'acme',
  api_key: told.apiKey,
  extra_kwargs: {
    headers: { 'X-Auth': told.header },
    auth: { client_secret: [told.nested], refresh_token: told.token },
    base_url: 'https://models.acme.example.com',
  },
};

/** A secret as it is, and as it would stand in a file or a line in other clothes. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')];
}

function expectNone(where: string, text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (const form of formsOf(secret)) expect(text.includes(form), `${secret} in ${where}`).toBe(false);
  }
}

/** Every file below a folder, byte for byte. */
function filesBelow(place: string): [string, string][] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, 'latin1')]);
}

/** Uses each secret once, rightly and wrongly. @returns every answer, and the key that was made */
async function useAll(url: string, adminKey: string): Promise<{ answers: string; key: string }> {
  const answers: string[] = [];
  async function call(method: string, path: string, body?: unknown, key = adminKey): Promise<unknown> {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    answers.push(JSON.stringify([...answer.headers]), text);
    return text === '' ? undefined : JSON.parse(text.startsWith('{') ? text : '{}');
  }
  await call('POST', '/api/providers', provider);
  await call('PATCH', '/api/providers/acme', { api_key: told.apiKey });
  await call('PUT', '/api/providers/acme', { ...provider, api_keyy: told.unknown });
  await call('POST', '/api/models', { model_name: 'acme/x', provider_id: 'acme', [told.unknown]: 1 });
  await call('GET', `/api/models?api_key=${told.query}`);
  await call('GET', '/api/me', undefined, told.token);
  await call('GET', '/api/me', undefined, `eyJhbGciOiJIUzI1NiJ9.${told.token}.x`);
  for (const path of ['/api/providers', '/api/providers', '/api/snapshot', '/metrics', '/readyz', '/nothing'])
    await call('GET', path);
  // What a caller misspells is said back to them alone; the rest of an answer shows none.
  const said = answers.join('\n').replaceAll(told.unknown, '…').replaceAll(told.query, '…');
  const { api_key } = Object(await call('POST', '/api/keys', { name: 'ci', role: 'viewer' }));
  return { answers: said, key: String(api_key) };
}

/** A backup by the command line, and what that says. */
async function backUp(environment: Record<string, string>): Promise<string> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const config = () => readConfig({ environment, folder, terminal: false });
  const words = ['backup', join(folder, 'data', 'copy.db')];
  expect(await runCommand(words, { config, print: say, note: say, clock: () => new Date() })).toBe(0);
  return said.join('\n');
}

describe('no secret is in an answer, in what is printed, in a file or in a backup', () => {
  // The lines of all other levels are among those of trace.
  it.each(['json', 'pretty'])('with lines at every level, %s', patience, async (LOG_FORMAT) => {
    const secrets = given();
    const settings = {
      ...secrets,
      DATABASE_URL: `sqlite:${join(folder, 'data', 'registry.db')}`,
      JWT_ISSUER: 'https://id.example.com/',
      JWT_AUDIENCE: 'registry',
    };
    const server = startServer(folder, { ...settings, LOG_LEVEL: 'trace', LOG_FORMAT });
    const url = await server.ready();
    const { answers, key } = await useAll(url, secrets.ADMIN_API_KEY);
    const printed = await backUp(settings);
    const all = [...Object.values(secrets), ...Object.values(told)];
    expectNone('an answer', answers, all);
    expectNone('what is printed', server.output() + server.errors() + printed, [...all, key]);
    const files = filesBelow(folder);
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const [file, bytes] of files) expectNone(file, bytes, [...all, key]);
    expect(files.some(([, bytes]) => bytes.includes('models.acme.example.com'))).toBe(true);
  });
});
