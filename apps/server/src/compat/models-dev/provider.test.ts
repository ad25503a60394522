import { expect, it } from 'vitest';
import { modelsDevProvider } from './provider.js';

const named = { id: 'acme', provider_id: 'acme', provider_name: 'Acme' };

it('a provider says where it is and which variable holds its key', () => {
  const provider = {
    ...named,
    api_key_reference: 'env:ACME_KEY',
    extra_kwargs: { base_url: 'https://llm.acme.example/v1', timeout: 30 },
  };
  expect(modelsDevProvider(provider)).toEqual({
    id: 'acme',
    name: 'Acme',
    env: ['ACME_KEY'],
    api: 'https://llm.acme.example/v1',
  });
});

it('a key that is kept elsewhere is in no variable', () => {
  expect(modelsDevProvider({ ...named, api_key_reference: 'vault:llm#acme' }).env).toEqual([]);
  expect(modelsDevProvider({ ...named, api_key_reference: null }).env).toEqual([]);
});

it('who sees only id and name of a provider gets no more here', () => {
  expect(modelsDevProvider(named)).toEqual({ id: 'acme', name: 'Acme', env: [] });
});
