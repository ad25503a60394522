import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import {
  addModelsUsing,
  azure,
  newKeyring,
  type ProvidersOfOne,
  providersOn,
} from '../../test/support/providers.js';

const code = (expected: string) => expect.objectContaining({ code: expected });
const never = () => false;

onEveryEngine((open) => {
  const acme = async (): Promise<ProvidersOfOne> => (await providersOn(await open())).as('acme');

  describe('reading', () => {
    it('a shipped provider is answered whole, without times and without a key', async () => {
      const { provider } = await (await acme()).get('openai');
      expect(provider).toEqual({
        id: 'openai',
        provider_id: 'openai',
        provider_name: 'openai',
        extra_kwargs: { base_url: 'https://api.openai.example' },
        has_api_key: false,
        api_key_fingerprint: null,
        api_key_reference: null,
        created_at: null,
        updated_at: null,
        secrets_readable: true,
      });
    });

    it('the list holds own and shipped ones by id, and the own one where both are', async () => {
      const providers = await acme();
      for (const id of ['openai', 'zeta', 'Alpha', 'b_1', 'b-1', 'b.1']) {
        await providers.post({ provider_id: id, provider_name: `own ${id}` });
      }
      const list = await providers.list();
      expect(list.map(({ provider_id }) => provider_id)).toEqual([
        'Alpha',
        'anthropic',
        'b-1',
        'b.1',
        'b_1',
        'google',
        'openai',
        'zeta',
      ]);
      expect(list.find(({ id }) => id === 'openai')?.provider_name).toBe('own openai');
      expect(list).toContainEqual((await providers.get('zeta')).provider);
    });

    it('an id that nobody has, or has in another case, is not found', async () => {
      const providers = await acme();
      await expect(providers.get('nobody')).rejects.toEqual(code('provider_not_found'));
      await expect(providers.get('OpenAI')).rejects.toEqual(code('provider_not_found'));
    });

    it("another organization's providers do not exist, for any verb", async () => {
      const { as } = await providersOn(await open());
      await as('other').post({ ...azure, provider_id: 'secret-project' });
      const providers = as('acme');
      expect((await providers.list()).map(({ id }) => id)).not.toContain('secret-project');
      for (const attempt of [
        () => providers.get('secret-project'),
        () => providers.put('secret-project', {}),
        () => providers.patch('secret-project', {}),
        () => providers.remove('secret-project'),
      ]) {
        await expect(attempt()).rejects.toEqual(code('provider_not_found'));
      }
      expect((await providers.post({ provider_id: 'secret-project' })).provider.has_api_key).toBe(false);
      expect((await as('other').get('secret-project')).provider.has_api_key).toBe(true);
    });
  });

  describe('creating', () => {
    it('answers what was stored, and the same again when it is read', async () => {
      const providers = await acme();
      const created = await providers.post(azure);
      expect(created.provider).toMatchObject({
        id: 'azure',
        provider_name: 'Acme on Azure',
        extra_kwargs: azure.extra_kwargs,
        has_api_key: true,
        api_key_reference: 'env:AZURE_KEY',
        api_key_fingerprint: null,
      });
      expect(created.provider.created_at).toBe(created.provider.updated_at);
      expect(await providers.get('azure')).toEqual(created);
      expect(created.revision).toBe(2);
    });

    it('fills in the id for the name and nothing for the rest', async () => {
      const providers = await acme();
      const bare = { provider_name: 'bare', extra_kwargs: {}, has_api_key: false };
      expect((await providers.post({ provider_id: 'bare' })).provider).toMatchObject(bare);
      const nulls = { provider_id: 'nulls', provider_name: null, api_key: null, extra_kwargs: null };
      expect((await providers.post(nulls)).provider).toMatchObject({ ...bare, provider_name: 'nulls' });
    });

    it('is refused for an id that the organization has already, and changes nothing', async () => {
      const providers = await acme();
      const created = await providers.post(azure);
      await expect(providers.post({ provider_id: 'azure' })).rejects.toEqual(code('provider_exists'));
      expect(await providers.get('azure')).toEqual(created);
    });

    it('may take the place of a shipped one, for this organization only', async () => {
      const { as } = await providersOn(await open());
      await as('acme').post({ provider_id: 'openai', provider_name: 'Our OpenAI' });
      expect((await as('acme').get('openai')).provider.provider_name).toBe('Our OpenAI');
      expect((await as('other').get('openai')).provider.provider_name).toBe('openai');
    });
  });

  describe('deleting', () => {
    it('removes the provider and leaves a row in the change log', async () => {
      const providers = await acme();
      await providers.post(azure);
      expect(await providers.remove('azure')).toEqual({ value: null, revision: 3 });
      await expect(providers.get('azure')).rejects.toEqual(code('provider_not_found'));
      expect((await providers.changes()).at(-1)).toMatchObject({
        revision: 2,
        operation: 'deleteProvider',
        kind: 'provider',
        name: 'azure',
        stored: null,
      });
    });

    it('is refused while models use it, naming up to 20 of them and how many there are', async () => {
      const database = await open();
      const providers = (await providersOn(database)).as('acme');
      const created = await providers.post(azure);
      await addModelsUsing(database, 'acme', 'azure', 25);
      const refusal = await providers.remove('azure').catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'provider_in_use' });
      expect(refusal).toHaveProperty(
        'detail',
        expect.stringMatching(/^25 models use "azure": m-00, m-01.*m-19 and more/),
      );
      expect(refusal).not.toHaveProperty('detail', expect.stringContaining('m-20'));
      expect(await providers.get('azure')).toEqual(created);
    });

    it('restores the shipped one of that id, in use or not', async () => {
      const database = await open();
      const providers = (await providersOn(database)).as('acme');
      const shipped = await providers.get('openai');
      await providers.post({ provider_id: 'openai', provider_name: 'Our OpenAI' });
      await addModelsUsing(database, 'acme', 'openai', 1);
      await providers.remove('openai');
      expect((await providers.get('openai')).tag).toBe(shipped.tag);
    });
  });

  describe('a shipped provider', () => {
    it('cannot be changed or deleted, whatever the precondition says', async () => {
      const providers = await acme();
      for (const attempt of [
        () => providers.put('openai', { provider_id: 'other' }, never),
        () => providers.patch('openai', {}, never),
        () => providers.remove('openai', never),
        () => providers.remove('openai'),
      ]) {
        await expect(attempt()).rejects.toEqual(code('catalog_read_only'));
      }
      expect(await providers.revision()).toBe(1);
    });
  });

  it('counts the providers, of whomever, whose secrets no key of this server reads', async () => {
    const database = await open();
    const { as } = await providersOn(database);
    await as('acme').post({ provider_id: 'one', api_key: 'sk-one' });
    await as('other').post({ provider_id: 'two', api_key: 'sk-two' });
    await as('other').post({ provider_id: 'three', api_key: 'env:KEY' });
    const elsewhere = await providersOn(database, { keyring: newKeyring() });
    expect(await elsewhere.service.countUnreadable()).toBe(2);
    await elsewhere.as('acme').put('one', { api_key: 'sk-one' });
    expect(await elsewhere.service.countUnreadable()).toBe(1);
  });
});
