import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { providersOn } from '../../test/support/providers.js';

const fault = (pointer: string) =>
  expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ pointer })] });

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 1; level < depth; level += 1) value = { a: value };
  return value;
}

/** extra_kwargs whose JSON has exactly that many bytes. */
const ofBytes = (bytes: number, name = 'note') => ({ [name]: 'x'.repeat(bytes - `{"${name}":""}`.length) });

const limit = 64 * 1024;

onEveryEngine((open) => {
  const acme = async () => (await providersOn(await open())).as('acme');

  describe('extra_kwargs', () => {
    it.each(['note', 'token'])(
      'are kept up to 64 KiB of JSON and refused beyond, with a %s in them',
      async (name) => {
        const providers = await acme();
        await providers.post({ provider_id: 'full', extra_kwargs: ofBytes(limit, name) });
        const refusal = fault('/body/extra_kwargs');
        const more = { provider_id: 'more', extra_kwargs: ofBytes(limit + 1, name) };
        await expect(providers.post(more)).rejects.toEqual(refusal);
        await expect(providers.patch('full', { extra_kwargs: { b: 1 } })).rejects.toEqual(refusal);
        const kept = { ...ofBytes(limit, name), ...(name === 'token' ? { token: '***' } : {}), b: 1 };
        await expect(providers.put('full', { extra_kwargs: kept })).rejects.toEqual(refusal);
      },
    );

    it('are measured in bytes, not characters', async () => {
      const providers = await acme();
      const euros = { note: '€'.repeat(limit / 3) };
      await expect(providers.post({ provider_id: 'p', extra_kwargs: euros })).rejects.toEqual(
        fault('/body/extra_kwargs'),
      );
    });

    it('at the limit are kept by *** even where the mask is longer than the secret', async () => {
      const providers = await acme();
      const headers = Array.from({ length: 1000 }, () => '');
      const note = 'x'.repeat(limit - JSON.stringify({ headers, note: '' }).length);
      const created = await providers.post({ provider_id: 'p', extra_kwargs: { headers, note } });
      expect(await providers.put('p', { extra_kwargs: created.provider.extra_kwargs })).toEqual(created);
    });

    it('hold up to 1000 secrets, and no more whichever verb adds them', async () => {
      const providers = await acme();
      const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
      const full = {
        provider_id: 'full',
        api_key: 'sk',
        extra_kwargs: { headers: { a: values(999), b: 'x' } },
      };
      await providers.post(full);
      const refusal = fault('/body/extra_kwargs');
      await expect(providers.patch('full', { extra_kwargs: { token: 'x' } })).rejects.toEqual(refusal);
      const more = { headers: { a: values(1000), b: 'x' } };
      await expect(providers.put('full', { extra_kwargs: more })).rejects.toEqual(refusal);
      const many = { headers: values(5000) };
      await expect(providers.post({ provider_id: 'many', extra_kwargs: many })).rejects.toEqual(refusal);
    });

    it('may be nested 32 deep, and no deeper whichever verb builds them', async () => {
      const providers = await acme();
      await providers.post({ provider_id: 'deep', extra_kwargs: nested(32) });
      const refusal = fault(`/body/extra_kwargs${'/a'.repeat(32)}`);
      await expect(providers.post({ provider_id: 'deeper', extra_kwargs: nested(33) })).rejects.toEqual(
        refusal,
      );
      await expect(providers.patch('deep', { extra_kwargs: nested(33) })).rejects.toEqual(refusal);
      await expect(providers.put('deep', { extra_kwargs: nested(100_000) })).rejects.toEqual(refusal);
    });

    it('refuse a number that JSON cannot hold, and take -0 for 0', async () => {
      const providers = await acme();
      const huge = JSON.parse('{"a": [1e999]}');
      await expect(providers.post({ provider_id: 'p', extra_kwargs: huge })).rejects.toEqual(
        fault('/body/extra_kwargs/a/0'),
      );
      const created = await providers.post({ provider_id: 'p', extra_kwargs: { zero: -0, price: 0.1 } });
      expect(created.provider.extra_kwargs).toEqual({ zero: 0, price: 0.1 });
      expect(await providers.put('p', { extra_kwargs: { zero: 0, price: 0.1 } })).toEqual(created);
    });

    it.each([
      ['/base_url', { base_url: 'https://user:pass@host' }],
      ['/base_url', { base_url: 'user:pass@host' }],
      ['/regions/eu/baseUrl', { regions: { eu: { baseUrl: 'https://user@host' } } }],
      ['/headers/base_url', { headers: { base_url: 'https://user:pass@host' } }],
      ['/base_url/0', { base_url: ['https://user:pass@host'] }],
      ['/proxies/https', { proxies: { https: 'http://user:pass@proxy:8080' } }],
    ])('refuse a user or password in a URL at %s', async (pointer, extra_kwargs) => {
      const providers = await acme();
      await expect(providers.post({ provider_id: 'p', extra_kwargs })).rejects.toEqual(
        fault(`/body/extra_kwargs${pointer}`),
      );
    });

    it('take such a URL as a secret where its name says that it is one', async () => {
      const providers = await acme();
      const { provider } = await providers.post({
        provider_id: 'p',
        extra_kwargs: { proxy_secret: 'http://u:p@proxy' },
      });
      expect(provider.extra_kwargs).toEqual({ proxy_secret: '***' });
    });
  });

  it('an api_key that begins like a reference and is none is refused, elsewhere it is a secret', async () => {
    const providers = await acme();
    for (const api_key of [
      'env:MY KEY',
      'vault:kv/openai',
      'k8s:openai#key',
      'aws-sm:',
      'ENV:KEY',
      ' env:KEY',
    ]) {
      await expect(providers.post({ provider_id: 'p', api_key })).rejects.toEqual(fault('/body/api_key'));
    }
    const tags = { headers: { 'X-Tags': 'env:prod,team:a' } };
    const { provider } = await providers.post({ provider_id: 'p', extra_kwargs: tags });
    expect(provider.extra_kwargs).toEqual({ headers: { 'X-Tags': '***' } });
  });
});
