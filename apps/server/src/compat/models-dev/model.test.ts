import { describe, expect, it } from 'vitest';
import { own, shipped } from '../models.fixture.js';
import { modelsDevModel } from './model.js';

const price_tiers = [
  {
    above_input_tokens: 200_000,
    input_cost: 2.5,
    output_cost: 15,
    cache_hit_input_cost: 0.25,
    cache_creation_input_cost: null,
  },
];

describe('a model as models.dev describes one', () => {
  it('says what is known', () => {
    const model = shipped('google/gemini-2.5-pro', {
      display_name: 'Gemini 2.5 Pro',
      upstream_model: 'gemini-2.5-pro',
      input_cost: 1.25,
      output_cost: 10,
      cache_hit_input_cost: 0.125,
      price_tiers,
      price_conditions: ['tiered'],
      max_context_window: 1_048_576,
      max_output_tokens: 65_536,
      function_call: 1,
      image_support: 1,
      supported_params: { temperature: true, reasoning: true, response_format: true },
    });
    expect(modelsDevModel(model)).toEqual({
      id: 'gemini-2.5-pro',
      name: 'Gemini 2.5 Pro',
      attachment: true,
      reasoning: true,
      tool_call: true,
      structured_output: true,
      temperature: true,
      modalities: { input: ['text', 'image'], output: ['text'] },
      limit: { context: 1_048_576, output: 65_536 },
      cost: {
        input: 1.25,
        output: 10,
        cache_read: 0.125,
        tiers: [{ tier: { type: 'context', size: 200_000 }, input: 2.5, output: 15, cache_read: 0.25 }],
      },
    });
  });

  it('says nothing of what is not', () => {
    expect(modelsDevModel(own({ model_name: 'acme/bot', model_type: 'embedding' }))).toEqual({
      id: 'acme/bot',
      name: 'acme/bot',
    });
  });

  it('is asked for by its upstream name', () => {
    const model = own({ model_name: 'acme/bot', upstream_model: 'gpt-4o', max_output_tokens: 8 });
    expect(modelsDevModel(model)).toMatchObject({ id: 'gpt-4o', name: 'acme/bot', limit: { output: 8 } });
  });

  it.each([
    ['one of the two prices is unknown', { input_cost: 1 }],
    ['the price depends on the hour', { input_cost: 1, output_cost: 2, price_conditions: ['time_of_day'] }],
  ] as const)('has no cost where %s', (_, facts) => {
    const { price_conditions = [], ...prices } = { price_conditions: [], ...facts };
    const model = own({ model_name: 'm', ...prices, price_conditions: [...price_conditions] });
    expect(modelsDevModel(model)).not.toHaveProperty('cost');
  });

  it('is free where its prices are 0', () => {
    expect(modelsDevModel(own({ model_name: 'm', input_cost: 0, output_cost: 0 })).cost).toEqual({
      input: 0,
      output: 0,
    });
  });
});
