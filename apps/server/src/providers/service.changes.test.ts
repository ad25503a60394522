import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { azure, type ProvidersOfOne, providersOn } from '../../test/support/providers.js';

const code = (expected: string) => expect.objectContaining({ code: expected });
const fault = (pointer: string) =>
  expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ pointer })] });
const never = () => false;

onEveryEngine((open) => {
  const acme = async (): Promise<ProvidersOfOne> => (await providersOn(await open())).as('acme');

  describe('replacing', () => {
    it('puts back to its default everything that the body does not say', async () => {
      const providers = await acme();
      const { provider } = await providers.post(azure);
      const replaced = await providers.put('azure', {});
      expect(replaced.provider).toEqual({
        ...provider,
        provider_name: 'azure',
        extra_kwargs: {},
        has_api_key: false,
        api_key_reference: null,
        updated_at: replaced.provider.updated_at,
      });
    });

    it('takes an id in the body only if it is the one in the path', async () => {
      const providers = await acme();
      const created = await providers.post(azure);
      await expect(providers.put('azure', { provider_id: 'Azure' })).rejects.toEqual(
        fault('/body/provider_id'),
      );
      await expect(providers.patch('azure', { provider_id: 'other' })).rejects.toEqual(
        fault('/body/provider_id'),
      );
      expect(await providers.put('azure', azure)).toEqual(created);
    });

    it('keeps nulls within extra_kwargs, which only a patch takes for removals', async () => {
      const providers = await acme();
      await providers.post(azure);
      const { provider } = await providers.put('azure', { extra_kwargs: { a: null, b: [null] } });
      expect(provider.extra_kwargs).toEqual({ a: null, b: [null] });
    });
  });

  describe('patching', () => {
    it('changes what the body says and keeps the rest', async () => {
      const providers = await acme();
      const { provider } = await providers.post(azure);
      const patched = await providers.patch('azure', {
        extra_kwargs: { timeout: null, retries: { max: 3 } },
      });
      expect(patched.provider).toEqual({
        ...provider,
        extra_kwargs: { base_url: 'https://acme.example', retries: { max: 3 } },
        updated_at: patched.provider.updated_at,
      });
    });

    it('takes null for the default of each field', async () => {
      const providers = await acme();
      await providers.post(azure);
      const { provider } = await providers.patch('azure', {
        provider_name: null,
        api_key: null,
        extra_kwargs: null,
      });
      expect(provider).toMatchObject({ provider_name: 'azure', has_api_key: false, extra_kwargs: {} });
    });
  });

  describe('a precondition', () => {
    const is = (tag: string) => (current: string | null) => current === tag;

    it('lets a write through while the object is the one it names, and no longer', async () => {
      const providers = await acme();
      const { tag } = await providers.post(azure);
      const second = await providers.patch('azure', { provider_name: 'two' }, is(tag));
      for (const attempt of [
        () => providers.put('azure', {}, is(tag)),
        () => providers.patch('azure', {}, is(tag)),
        () => providers.remove('azure', is(tag)),
      ]) {
        await expect(attempt()).rejects.toEqual(code('precondition_failed'));
      }
      await providers.remove('azure', is(second.tag));
    });

    it('lets exactly one of two writers through', async () => {
      const providers = await acme();
      const { tag } = await providers.post(azure);
      const names = ['one', 'two', 'three'];
      const results = await Promise.allSettled(
        names.map((provider_name) => providers.patch('azure', { provider_name }, is(tag))),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    });

    it('is looked at after 404 and before the meaning of the body', async () => {
      const providers = await acme();
      await providers.post(azure);
      const wrong = { provider_id: 'wrong' };
      await expect(providers.put('nobody', wrong, never)).rejects.toEqual(code('provider_not_found'));
      await expect(providers.put('azure', wrong, never)).rejects.toEqual(code('precondition_failed'));
    });
  });

  describe('a write that changes nothing', () => {
    it('commits nothing: same tag, time and revision, and no row in the change log', async () => {
      const providers = await acme();
      const created = await providers.post(azure);
      const reordered = { timeout: 30, base_url: 'https://acme.example' };
      expect(await providers.put('azure', azure)).toEqual(created);
      expect(await providers.put('azure', { ...azure, extra_kwargs: reordered })).toEqual(created);
      expect(await providers.patch('azure', {})).toEqual(created);
      expect(await providers.patch('azure', { extra_kwargs: { absent: null, timeout: 30 } })).toEqual(
        created,
      );
      expect(await providers.changes()).toHaveLength(1);
    });

    it('is not one that changes a type or the order of an array', async () => {
      const providers = await acme();
      await providers.post({ provider_id: 'p', extra_kwargs: { a: 1, list: [1, 2] } });
      expect((await providers.patch('p', { extra_kwargs: { a: '1' } })).revision).toBe(3);
      expect((await providers.patch('p', { extra_kwargs: { list: [2, 1] } })).revision).toBe(4);
    });
  });

  it('updated_at grows with every change even when the clock stands still or goes back', async () => {
    const times = [5000, 5000, 5000, 5000, 1000, 1000, 1000, 1000];
    const clock = () => new Date(times.shift() ?? 1000);
    const providers = (await providersOn(await open(), { clock })).as('acme');
    const answers = [await providers.post(azure)];
    for (const provider_name of ['two', 'three', 'four'])
      answers.push(await providers.patch('azure', { provider_name }));
    const updated = answers.map(({ provider }) => Date.parse(String(provider.updated_at)));
    for (const [at, time] of updated.slice(1).entries()) expect(time).toBeGreaterThan(updated[at] ?? 0);
    expect(new Set(answers.map(({ provider }) => provider.created_at)).size).toBe(1);
  });

  it('each change leaves the answer in the change log, by whom and through which operation', async () => {
    const providers = await acme();
    await providers.post(azure);
    const { provider } = await providers.patch('azure', { provider_name: 'two' });
    const changes = await providers.changes();
    expect(changes.map(({ operation, principal }) => [operation, principal])).toEqual([
      ['createProvider', 'key:test'],
      ['updateProvider', 'key:test'],
    ]);
    expect(JSON.parse(String(changes[1]?.stored))).toEqual(provider);
  });
});
