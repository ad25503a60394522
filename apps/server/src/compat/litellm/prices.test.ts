import { describe, expect, it } from 'vitest';
import { own } from '../models.fixture.js';
import { litellmPrices, usdPerToken } from './prices.js';
import { litellmProvider } from './providers.js';

describe('USD per token', () => {
  it.each([
    [0.15, '1.5e-7'],
    [620.57, '0.00062057'],
    [0.1, '1e-7'],
    [2.675, '0.000002675'],
    [1e-7, '1e-13'],
    [1e9, '1000'],
    [0, '0'],
  ])('of %s a million is %s, without dust', (cost, text) => {
    expect(JSON.stringify(usdPerToken(cost))).toBe(text);
  });
});

const unknownCache = { cache_hit_input_cost: null, cache_creation_input_cost: null };

function tiered(above_input_tokens: number, cache: object = {}) {
  const tier = { above_input_tokens, input_cost: 2.5, output_cost: 15, ...unknownCache, ...cache };
  return {
    model_name: 'm',
    input_cost: 1.25,
    output_cost: 10,
    price_tiers: [tier],
    price_conditions: ['tiered' as const],
  };
}

describe('the costs of an entry', () => {
  it('are in the words of the cost map; free is 0 and unknown is not there', () => {
    const model = own({
      model_name: 'm',
      input_cost: 0,
      cache_hit_input_cost: 0.02,
      cache_creation_input_cost: 3.75,
    });
    expect(litellmPrices(model, undefined)).toEqual({
      input_cost_per_token: 0,
      cache_read_input_token_cost: 2e-8,
      cache_creation_input_token_cost: 3.75e-6,
    });
  });

  it('come again for each threshold', () => {
    const model = own({
      ...tiered(200_000, { cache_hit_input_cost: 0.25, cache_creation_input_cost: 3 }),
      cache_hit_input_cost: 0.125,
      cache_creation_input_cost: 1.5,
    });
    expect(litellmPrices(model, undefined)).toMatchObject({
      input_cost_per_token_above_200k_tokens: 2.5e-6,
      output_cost_per_token_above_200k_tokens: 1.5e-5,
      cache_read_input_token_cost_above_200k_tokens: 2.5e-7,
      cache_creation_input_token_cost_above_200k_tokens: 3e-6,
    });
  });

  it('name a threshold that is not a whole thousand by its tokens', () => {
    expect(litellmPrices(own(tiered(199_999)), undefined)).toHaveProperty(
      'input_cost_per_token_above_199999_tokens',
    );
  });

  it('begin a tier where LiteLLM takes its threshold as reached one token later', () => {
    expect(litellmPrices(own(tiered(199_999)), litellmProvider('xai'))).toHaveProperty(
      'input_cost_per_token_above_200k_tokens',
    );
  });

  it('say of a cache price that only some lengths of input know that the others are ordinary input', () => {
    const below = own({ ...tiered(128_000), cache_hit_input_cost: 0.3 });
    expect(litellmPrices(below, undefined)).toMatchObject({
      cache_read_input_token_cost: 3e-7,
      cache_read_input_token_cost_above_128k_tokens: 2.5e-6,
    });
    const above = own(tiered(128_000, { cache_hit_input_cost: 0.6 }));
    expect(litellmPrices(above, undefined)).toMatchObject({
      cache_read_input_token_cost: 1.25e-6,
      cache_read_input_token_cost_above_128k_tokens: 6e-7,
    });
    expect(litellmPrices(own(tiered(128_000)), undefined)).not.toHaveProperty('cache_read_input_token_cost');
  });

  it('are none where the price depends on the hour', () => {
    const model = own({ model_name: 'm', input_cost: 1, output_cost: 2, price_conditions: ['time_of_day'] });
    expect(litellmPrices(model, undefined)).toEqual({});
  });
});
