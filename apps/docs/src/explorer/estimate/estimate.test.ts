import type { ModelPrice } from '@llm-registry/client';
import { describe, expect, it } from 'vitest';
import { estimate, missingText } from './estimate.js';

const flat: ModelPrice = {
  input_cost: 0.15,
  output_cost: 0.6,
  cache_hit_input_cost: 0.075,
  cache_creation_input_cost: null,
  price_tiers: null,
  price_conditions: [],
};
const tiered: ModelPrice = {
  ...flat,
  input_cost: 1.25,
  output_cost: 10,
  price_tiers: [
    {
      above_input_tokens: 200_000,
      input_cost: 2.5,
      output_cost: 15,
      cache_hit_input_cost: null,
      cache_creation_input_cost: null,
    },
  ],
  price_conditions: ['tiered'],
};
const month = { input: 10_000_000, cached: 4_000_000, output: 1_000_000, perRequest: 0 };

describe('an estimate', () => {
  it('is exact: 6M at 0.15, 4M at 0.075 and 1M at 0.6', () => {
    expect(estimate(flat, month)).toMatchObject({ usd: '1.8' });
  });

  it('has the tier of one request, not that of the whole month', () => {
    const usage = { ...month, cached: 0 };
    expect(estimate(tiered, usage)).toMatchObject({ usd: '22.5' });
    expect(estimate(tiered, { ...usage, perRequest: 200_000 })).toMatchObject({ usd: '22.5' });
    expect(estimate(tiered, { ...usage, perRequest: 200_001 })).toMatchObject({ usd: '40' });
  });

  it('says what is unknown instead of taking it for zero', () => {
    const found = estimate(tiered, { ...month, perRequest: 300_000 });
    expect(missingText(found)).toBe('Not known: the price of cached input');
  });

  it('says what the price depends on besides tokens', () => {
    const found = estimate({ ...flat, output_cost: null, price_conditions: ['time_of_day'] }, month);
    expect(missingText(found)).toBe('Not known: the price of output, the hour of each call');
  });

  it('refuses more cached input than input', () => {
    expect(missingText(estimate(flat, { ...month, cached: 10_000_001 }))).toContain('cached');
  });
});
