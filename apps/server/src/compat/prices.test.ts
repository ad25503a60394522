import { describe, expect, it } from 'vitest';
import { own } from './models.fixture.js';
import { plainPrices } from './prices.js';

const costs = { input_cost: 3, output_cost: 15 };
const unknownCache = { cache_hit_input_cost: null, cache_creation_input_cost: null };
const tier = (above_input_tokens: number, input_cost: number | null, output_cost: number | null) => ({
  above_input_tokens,
  input_cost,
  output_cost,
  ...unknownCache,
});

describe('the plain prices of a model', () => {
  it('are those that are known, free ones among them', () => {
    const model = own({ model_name: 'm', input_cost: 0, output_cost: 15 });
    expect([...plainPrices(model)]).toEqual([
      ['input_cost', { cost: 0, tiers: [] }],
      ['output_cost', { cost: 15, tiers: [] }],
    ]);
  });

  it('have a tier for each threshold, the lowest first', () => {
    const price_tiers = [tier(200_000, 6, 22.5), tier(128_000, 4, 18)];
    const model = own({ model_name: 'm', ...costs, price_tiers, price_conditions: ['tiered'] });
    expect(plainPrices(model).get('output_cost')).toEqual({
      cost: 15,
      tiers: [
        { above: 128_000, cost: 18 },
        { above: 200_000, cost: 22.5 },
      ],
    });
  });

  it('leave out a price that one of the tiers does not know', () => {
    const price_tiers = [tier(200_000, 6, null)];
    const model = own({ model_name: 'm', ...costs, price_tiers, price_conditions: ['tiered'] });
    expect([...plainPrices(model).keys()]).toEqual(['input_cost']);
  });

  it.each([
    ['depends on the hour', 'time_of_day'],
    ['depends on anything but tokens', 'non_token'],
    ['has thresholds that nobody knows', 'tiered'],
  ] as const)('are none where the price %s', (_, condition) => {
    const model = own({ model_name: 'm', ...costs, price_conditions: [condition] });
    expect(plainPrices(model).size).toBe(0);
  });
});
