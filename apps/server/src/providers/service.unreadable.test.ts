import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { newKeyring, providersOn } from '../../test/support/providers.js';

const secrets = {
  provider_id: 'p',
  api_key: 'sk-1',
  extra_kwargs: { timeout: 30, headers: { 'X-Team': 'blue' } },
};
const masked = { timeout: 30, headers: { 'X-Team': '***' } };

onEveryEngine((open) => {
  describe('secrets that no configured key reads', () => {
    async function withOtherKeys() {
      const database = await open();
      const providers = (await providersOn(database)).as('acme');
      const created = await providers.post(secrets);
      return {
        created,
        elsewhere: (await providersOn(database, { keyring: newKeyring() })).as('acme'),
        providers,
      };
    }

    it('say so, and nothing else of the answer changes', async () => {
      const { created, elsewhere } = await withOtherKeys();
      const { provider, tag } = await elsewhere.get('p');
      expect(provider).toEqual({ ...created.provider, secrets_readable: false });
      expect(tag).not.toBe(created.tag);
    });

    it('are kept by *** and by writes to other fields, fingerprint included', async () => {
      const { created, elsewhere, providers } = await withOtherKeys();
      await elsewhere.put('p', { provider_name: 'new name', api_key: '***', extra_kwargs: masked });
      const { provider } = await elsewhere.patch('p', { extra_kwargs: { timeout: 5 } });
      expect(provider.api_key_fingerprint).toBe(created.provider.api_key_fingerprint);
      // Whoever has the key still reads them.
      const back = await providers.put('p', {
        ...secrets,
        provider_name: 'new name',
        extra_kwargs: { ...secrets.extra_kwargs, timeout: 5 },
      });
      expect([back.revision, back.provider.secrets_readable]).toEqual([4, true]);
    });

    it('become readable by being sent again', async () => {
      const { elsewhere } = await withOtherKeys();
      const { provider, revision } = await elsewhere.put('p', secrets);
      expect([provider.secrets_readable, revision]).toEqual([true, 3]);
    });
  });
});
