import type { Model } from '@llm-registry/client';
import { describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../view/view-state.js';
import { find, findable } from './find.js';

// Only what is searched and filtered; a whole model has more.
const model = (model_name: string, facts: Partial<Model> = {}) =>
  ({
    model_name,
    display_name: model_name,
    aliases: [],
    upstream_model: null,
    provider: null,
    input_cost: null,
    output_cost: null,
    max_context_window: null,
    function_call: null,
    image_support: null,
    streaming_support: null,
    supported_params: {},
    model_type: 'chat',
    ...facts,
  }) as unknown as Model;

const provider = (provider_id: string, provider_name: string) => ({
  id: provider_id,
  provider_id,
  provider_name,
});

const models = findable([
  model('openai/gpt-4o-mini', {
    aliases: ['gpt-4o-mini'],
    provider: provider('openai', 'OpenAI'),
    input_cost: 0.15,
    output_cost: 0.6,
    max_context_window: 128_000,
    function_call: 1,
  }),
  model('free/tiny', { input_cost: 0, output_cost: 0, max_context_window: 8000, function_call: 0 }),
  model('acme/Größe 100%', { display_name: 'Größe', provider: provider('acme', 'Acme Inc.') }),
  model('vector/embed', { model_type: 'embedding', input_cost: 1e-7 }),
]);

const names = (filters: Partial<typeof NO_FILTERS>) =>
  find(models, { ...NO_FILTERS, ...filters }).map(({ model: { model_name } }) => model_name);

describe('a search', () => {
  it.each([
    ['', 4],
    ['  ', 4],
    ['MINI openai', 1],
    ['mini acme', 0],
    ['100%', 1],
    ['größe inc.', 1],
  ])('for "%s" finds %d: every word somewhere in names, aliases or provider', (search, count) => {
    expect(names({ search })).toHaveLength(count);
  });
});

describe('a filter', () => {
  it('by price compares decimals, includes its bounds, and leaves out what is unknown', () => {
    expect(names({ input: { from: '0.15', to: '0.150' } })).toEqual(['openai/gpt-4o-mini']);
    expect(names({ input: { from: '', to: '0.14999999999999999999' } })).toEqual([
      'free/tiny',
      'vector/embed',
    ]);
    expect(names({ input: { from: '0.00000011', to: '' } })).toEqual(['openai/gpt-4o-mini']);
    expect(names({ output: { from: '0', to: '0' } })).toEqual(['free/tiny']);
  });

  it('by capability wants it known', () => {
    expect(names({ capabilities: ['tools'] })).toEqual(['openai/gpt-4o-mini']);
  });

  it('by context wants at least that', () => {
    expect(names({ minContext: 8001 })).toEqual(['openai/gpt-4o-mini']);
  });

  it('by several providers or types takes any of them, and all filters hold together', () => {
    expect(names({ providers: ['openai', 'acme'] })).toHaveLength(2);
    expect(names({ types: ['embedding', 'image'] })).toEqual(['vector/embed']);
    expect(names({ providers: ['openai', 'acme'], search: 'größe' })).toEqual(['acme/Größe 100%']);
  });
});
