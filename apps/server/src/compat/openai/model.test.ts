import { describe, expect, it } from 'vitest';
import { own, shipped } from '../models.fixture.js';
import { openaiModel } from './model.js';

describe('a model as OpenAI describes one', () => {
  it('is of its provider, since its creation', () => {
    const model = own({
      model_name: 'acme/bot',
      provider_id: 'azure',
      created_at: '2026-11-23T09:00:00.999Z',
    });
    expect(openaiModel(model)).toEqual({
      id: 'acme/bot',
      object: 'model',
      created: Date.UTC(2026, 10, 23, 9) / 1000,
      owned_by: 'azure',
    });
  });

  it('is since the day of its facts where it is shipped', () => {
    const provenance = { source: 'test', version: '1', as_of: '2026-09-23' };
    expect(openaiModel(shipped('openai/gpt-4o', { provenance })).created).toBe(Date.UTC(2026, 8, 23) / 1000);
  });

  it('is custom without a provider', () => {
    expect(openaiModel(own({ model_name: 'm' })).owned_by).toBe('custom');
  });
});
