import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { type ProvidersOfOne, providersOn, rawText } from '../../test/support/providers.js';
import type { Database } from '../db/connect.js';
import { RegistryError } from '../errors.js';

/** The fields that an invalid request is refused for, in the order of their names. */
async function refusedPointers(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  if (!(error instanceof RegistryError) || error.code !== 'invalid_request') throw error;
  return (error.errors ?? []).map(({ pointer }) => pointer).sort();
}

const canaries = {
  provider_id: 'p',
  api_key: 'sk-canary-0',
  extra_kwargs: {
    base_url: 'https://host.example',
    timeout: 30,
    max_tokens: 100,
    client_secret: 'canary-1',
    accounts: [
      { name: 'a', apiKey: 'canary-2' },
      { name: 'b', apiKey: 'env:B_KEY' },
    ],
    credentials: { user: 'canary-3', parts: ['canary-4', 5, { deep: 'canary-5' }] },
    headers: {
      'X-Team': 'canary-6',
      retries: 77_777,
      flags: [true, null],
      Authorization: 'vault:kv/llm#auth',
    },
  },
};

const masked = {
  base_url: 'https://host.example',
  timeout: 30,
  max_tokens: 100,
  client_secret: '***',
  accounts: [
    { name: 'a', apiKey: '***' },
    { name: 'b', apiKey: 'env:B_KEY' },
  ],
  credentials: { user: '***', parts: ['***', 5, { deep: '***' }] },
  headers: { 'X-Team': '***', retries: '***', flags: ['***', '***'], Authorization: 'vault:kv/llm#auth' },
};

onEveryEngine((open) => {
  async function acme(): Promise<{ database: Database; providers: ProvidersOfOne }> {
    const database = await open();
    return { database, providers: (await providersOn(database)).as('acme') };
  }

  describe('secrets', () => {
    it('are answered as ***, references and everything else as they are', async () => {
      const { providers } = await acme();
      const { provider } = await providers.post(canaries);
      expect(provider.extra_kwargs).toEqual(masked);
      expect(provider).toMatchObject({ has_api_key: true, api_key_reference: null, secrets_readable: true });
      expect((await providers.get('p')).provider).toEqual(provider);
      expect(await providers.list()).toContainEqual(provider);
    });

    it('are nowhere in the database in clear', async () => {
      const { database, providers } = await acme();
      await providers.post(canaries);
      await providers.patch('p', { extra_kwargs: { timeout: 5 } });
      const raw = await rawText(database);
      expect(raw).not.toMatch(/canary|77777/);
      expect(raw).toContain('vault:kv/llm#auth');
    });

    it('leave nothing in the change log, not even a fingerprint', async () => {
      const { providers } = await acme();
      const { provider } = await providers.post(canaries);
      const [change] = await providers.changes();
      expect(JSON.parse(String(change?.stored))).toEqual({ ...provider, api_key_fingerprint: null });
      expect(provider.api_key_fingerprint).not.toBeNull();
    });

    it('cannot be forged by sending what is stored', async () => {
      const { database, providers } = await acme();
      await providers.post(canaries);
      const stored = String((await providers.row('p'))?.definition);
      const forged = JSON.parse(stored).extra_kwargs;
      const { provider } = await providers.post({
        provider_id: 'forger',
        extra_kwargs: { name: stored, forged },
      });
      expect(provider.extra_kwargs['name']).toBe(stored);
      expect(JSON.parse(String((await providers.row('forger'))?.key_ids))).toHaveLength(1);
      // Moved by hand to another provider of the database, a ciphertext is of no use.
      await database.write('provider').where('provider_id', 'forger').update({ definition: stored });
      const again = await providers.put('forger', { extra_kwargs: canaries.extra_kwargs });
      expect((await providers.row('forger'))?.definition).not.toBe(stored);
      expect(again.provider.extra_kwargs).toEqual(masked);
    });

    it('below names like __proto__ are masked like any other', async () => {
      const { database, providers } = await acme();
      const extra_kwargs = JSON.parse(
        '{"__proto__": {"api_key": "canary-p"}, "constructor": {"token": "canary-c"}}',
      );
      await providers.post({ provider_id: 'p', extra_kwargs });
      expect(await rawText(database)).not.toContain('canary');
      const hostile = JSON.parse('{"__proto__": {"api_key": "***"}, "constructor": {"token": "***"}}');
      expect((await providers.put('p', { extra_kwargs: hostile })).revision).toBe(2);
      expect({}).not.toHaveProperty('api_key');
    });
  });

  describe('*** sent back', () => {
    it('keeps every stored secret, in a PUT of the masked answer as in a PATCH', async () => {
      const { providers } = await acme();
      const created = await providers.post(canaries);
      expect(await providers.put('p', { api_key: '***', extra_kwargs: masked })).toEqual(created);
      expect(await providers.patch('p', { api_key: '***', extra_kwargs: masked })).toEqual(created);
      // Their plaintexts are what they were: sending them again changes nothing.
      expect(await providers.put('p', canaries)).toEqual(created);
    });

    it('keeps one secret while others change', async () => {
      const { providers } = await acme();
      const before = await providers.post(canaries);
      const { provider } = await providers.patch('p', {
        extra_kwargs: { headers: { 'X-Team': '***', retries: null, 'X-New': 'canary-7' } },
      });
      expect(provider.extra_kwargs['headers']).toEqual({
        ...masked.headers,
        retries: undefined,
        'X-New': '***',
      });
      expect(provider.api_key_fingerprint).toBe(before.provider.api_key_fingerprint);
    });

    it('keeps the element of an array at the same index', async () => {
      const { providers } = await acme();
      await providers.post(canaries);
      const accounts = [
        { name: 'a2', apiKey: '***' },
        { name: 'c', apiKey: 'canary-c' },
      ];
      await providers.patch('p', { extra_kwargs: { accounts } });
      const unchanged = [
        { name: 'a2', apiKey: 'canary-2' },
        { name: 'c', apiKey: 'canary-c' },
      ];
      expect((await providers.patch('p', { extra_kwargs: { accounts: unchanged } })).revision).toBe(3);
    });

    it('keeps a reference too', async () => {
      const { providers } = await acme();
      const created = await providers.post({
        provider_id: 'p',
        api_key: 'env:KEY',
        extra_kwargs: { token: 'env:T' },
      });
      expect(await providers.put('p', { api_key: '***', extra_kwargs: { token: '***' } })).toEqual(created);
    });

    it('is refused where nothing is stored, naming each place', async () => {
      const { providers } = await acme();
      const extra_kwargs = {
        headers: { 'X/Y~Z': '***' },
        key: { constructor: '***', toString: '***' },
        tokens: ['***'],
      };
      const body = { provider_id: 'new', api_key: '***', extra_kwargs };
      const pointers = [
        '/body/api_key',
        '/body/extra_kwargs/headers/X~1Y~0Z',
        '/body/extra_kwargs/key/constructor',
        '/body/extra_kwargs/key/toString',
        '/body/extra_kwargs/tokens/0',
      ];
      expect(await refusedPointers(providers.post(body))).toEqual(pointers);
      await providers.post({ provider_id: 'new', extra_kwargs: { tokens: 5, key: 'x' } });
      expect(await refusedPointers(providers.put('new', body))).toEqual(pointers);
      expect(await refusedPointers(providers.patch('new', body))).toEqual(pointers);
    });

    it('means itself where nothing is a secret', async () => {
      const { providers } = await acme();
      const { provider } = await providers.post({ provider_id: 'p', extra_kwargs: { note: '***' } });
      expect(provider.extra_kwargs).toEqual({ note: '***' });
    });

    it('lists the first faults only', async () => {
      const { providers } = await acme();
      const extra_kwargs = { [`${'long'.repeat(2000)}_key`]: Array.from({ length: 5000 }, () => '***') };
      expect(await refusedPointers(providers.post({ provider_id: 'p', extra_kwargs }))).toHaveLength(20);
    });
  });

  describe('the same secret sent again', () => {
    it('changes nothing, another one does', async () => {
      const { providers } = await acme();
      const created = await providers.post(canaries);
      expect(await providers.put('p', canaries)).toEqual(created);
      expect(await providers.patch('p', { api_key: 'sk-canary-0' })).toEqual(created);
      const changed = await providers.patch('p', { extra_kwargs: { client_secret: 'canary-other' } });
      expect([changed.revision, changed.provider.extra_kwargs]).toEqual([3, masked]);
    });

    it('is another one when its type is', async () => {
      const { providers } = await acme();
      await providers.post(canaries);
      expect((await providers.patch('p', { extra_kwargs: { headers: { retries: '77777' } } })).revision).toBe(
        3,
      );
    });
  });

  describe('the fingerprint', () => {
    it('is equal for equal keys, different for others, and moves with the key', async () => {
      const { providers } = await acme();
      const fingerprint = async (provider_id: string, api_key: string) =>
        (await providers.post({ provider_id, api_key })).provider.api_key_fingerprint;
      const [one, same, other] = [
        await fingerprint('a', 'sk-1'),
        await fingerprint('b', 'sk-1'),
        await fingerprint('c', 'sk-2'),
      ];
      expect(one).toMatch(/^[0-9a-f]{16}$/);
      expect([same === one, other === one]).toEqual([true, false]);
      expect((await providers.patch('b', { api_key: 'sk-2' })).provider.api_key_fingerprint).toBe(other);
    });

    it('is null without a key and with a reference', async () => {
      const { providers } = await acme();
      await providers.post({ provider_id: 'p', api_key: 'sk-1' });
      const none = { api_key_fingerprint: null, api_key_reference: 'k8s:ns/llm#key', has_api_key: true };
      expect((await providers.patch('p', { api_key: 'k8s:ns/llm#key' })).provider).toMatchObject(none);
      expect((await providers.patch('p', { api_key: null })).provider.has_api_key).toBe(false);
    });
  });

  it('no value of a body, secret or not, gets into an error', async () => {
    const { providers } = await acme();
    const bodies = [
      { api_key: 'env:canary with spaces' },
      { api_key: '***', extra_kwargs: { token: 'canary' } },
      { extra_kwargs: { base_url: 'https://canary:canary@host' } },
      { extra_kwargs: { proxy: 'http://canary:canary@host', token: '***' } },
      { extra_kwargs: { token: 'canary'.repeat(20_000) } },
    ];
    for (const body of bodies) {
      const error = await providers.post({ provider_id: 'p', ...body }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'invalid_request' });
      expect(JSON.stringify([error, String(error), error instanceof Error && error.stack])).not.toContain(
        'canary',
      );
    }
  });

  it('a statement that fails says nothing of the values it was to write', async () => {
    const { database, providers } = await acme();
    await database.write.schema.alterTable('provider', (table) => table.dropColumn('key_ids'));
    const error = await providers.post(canaries).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('key_ids');
    expect(String(error)).not.toMatch(/v1\.|canary|host\.example/);
  });
});
