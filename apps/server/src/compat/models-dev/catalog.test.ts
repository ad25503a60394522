import type { Model } from '@llm-registry/api-types';
import { describe, expect, it } from 'vitest';
import { inBatches, own, shipped, taken } from '../models.fixture.js';
import { providerMembers } from './catalog.js';

/** The providers in their order, each with the keys and names of its models. */
async function catalogOf(models: readonly Model[]): Promise<[string, Record<string, string>][]> {
  const batches = await taken(providerMembers(inBatches(models)));
  return batches.flat().map(([id, text]) => {
    const named = Object.entries<{ name: string }>(JSON.parse(text).models);
    return [id, Object.fromEntries(named.map(([key, { name }]) => [key, name]))];
  });
}

describe('the catalog', () => {
  it('has the models below their providers, and those without one below custom', async () => {
    const models = [
      own({ model_name: 'acme/bot', provider_id: 'openai' }),
      shipped('openai/gpt-4o'),
      shipped('openai/gpt-5'),
      shipped('xai/grok-4'),
      own({ model_name: 'acme/private' }),
    ];
    expect(await catalogOf(models)).toEqual([
      ['openai', { 'acme/bot': 'acme/bot', 'gpt-4o': 'openai/gpt-4o', 'gpt-5': 'openai/gpt-5' }],
      ['xai', { 'grok-4': 'xai/grok-4' }],
      ['custom', { 'acme/private': 'acme/private' }],
    ]);
  });

  it('has an own model in place of a shipped one of the same key, wherever it stands', async () => {
    const before = own({ model_name: 'gpt-4o', provider_id: 'openai' });
    const after = own({ model_name: 'z', provider_id: 'openai' });
    const models = [before, shipped('openai/gpt-4o'), shipped('openai/z'), after];
    expect(await catalogOf(models)).toEqual([['openai', { 'gpt-4o': 'gpt-4o', z: 'z' }]]);
  });

  it('has one provider named custom, also where there is one of that name', async () => {
    const models = [
      own({ model_name: 'a', provider_id: 'custom' }),
      own({ model_name: 'b', provider_id: 'openai' }),
      own({ model_name: 'c' }),
    ];
    const providers = await catalogOf(models);
    expect(providers).toHaveLength(2);
    expect(Object.fromEntries(providers)).toEqual({ openai: { b: 'b' }, custom: { a: 'a', c: 'c' } });
  });

  it('of nothing is nothing', async () => {
    expect(await catalogOf([])).toEqual([]);
  });
});
