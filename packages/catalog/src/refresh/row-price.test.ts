import { describe, expect, it } from 'vitest';
import { rowCost } from './model-row.fixture.js';
import { type Quote, UNKNOWN_COSTS } from './quote.js';
import { priceRow } from './row-price.js';

const quote: Quote = {
  costs: { input_cost: 2, output_cost: 8, cache_hit_input_cost: 0.2, cache_creation_input_cost: 2.5 },
  tiers: null,
  conditions: [],
};
const longContext = { aboveInputTokens: 272_000, input: 4, output: 12, cacheRead: 0.4, cacheWrite: 0 };
const otherBase: Quote = { ...quote, costs: { ...quote.costs, input_cost: 3 } };

describe('the price of a row', () => {
  it('is its own, rounded', () => {
    const { costs, quoted } = priceRow('m', rowCost({ input: 0.09999999999999999 }), null);
    expect([costs.input_cost, costs.output_cost, quoted]).toEqual([0.1, 8, false]);
  });

  it('is unknown where a router writes a sentinel, whatever the price source says', () => {
    const cost = rowCost({ input: -1_000_000, output: -1_000_000 });
    expect(priceRow('auto', cost, quote).costs).toEqual(UNKNOWN_COSTS);
  });

  it.each(['m:free', 'm-free'])('is zero for %s', (id) => {
    expect(priceRow(id, rowCost({ input: 0, output: 0 }), null).costs).toMatchObject({
      input_cost: 0,
      output_cost: 0,
    });
  });

  it("is the price source's where the row says zero twice, else unknown", () => {
    const cost = rowCost({ input: 0, output: 0 });
    expect(priceRow('m', cost, quote)).toEqual({ ...quote, quoted: true });
    expect(priceRow('m', cost, null).costs).toEqual(UNKNOWN_COSTS);
  });

  it('keeps a single zero: an embedding has no output to bill', () => {
    expect(priceRow('m', rowCost({ output: 0 }), null).costs).toMatchObject({
      input_cost: 2,
      output_cost: 0,
    });
  });

  it("is the price source's base where it depends on the hour, and says so", () => {
    const cost = rowCost({ timeBased: true, cacheRead: 0.9 });
    expect(priceRow('m', cost, quote)).toEqual({ ...quote, conditions: ['time_of_day'], quoted: true });
    expect(priceRow('m', cost, null)).toMatchObject({ costs: UNKNOWN_COSTS, conditions: ['time_of_day'] });
  });

  it('takes a cache cost it lacks from a price source that agrees on the base', () => {
    const { costs } = priceRow('m', rowCost({ cacheRead: 0.5 }), quote);
    expect(costs).toMatchObject({ cache_hit_input_cost: 0.5, cache_creation_input_cost: 2.5 });
  });

  it('leaves a cache cost unknown where the price source has another base', () => {
    const { costs, quoted } = priceRow('m', rowCost(), otherBase);
    expect(costs).toMatchObject({
      input_cost: 2,
      cache_hit_input_cost: null,
      cache_creation_input_cost: null,
    });
    expect(quoted).toBe(false);
  });

  it('agrees with a price source that prices the input alone', () => {
    const inputOnly: Quote = { ...quote, costs: { ...quote.costs, output_cost: null } };
    expect(priceRow('m', rowCost({ output: 0 }), inputOnly).costs.cache_hit_input_cost).toBe(0.2);
  });

  it('takes its tiers from the price source, none included', () => {
    const tiers = [{ above_input_tokens: 271_999, ...quote.costs }];
    const tiered: Quote = { ...quote, tiers, conditions: ['tiered'] };
    expect(priceRow('m', rowCost({ longContext }), tiered)).toMatchObject({ tiers, conditions: ['tiered'] });
    expect(priceRow('m', rowCost({ longContext }), quote)).toMatchObject({ tiers: null, conditions: [] });
  });

  it.each([null, otherBase])('falls back to its own long-context price', (known) => {
    expect(priceRow('m', rowCost({ longContext }), known)).toMatchObject({
      tiers: [
        { above_input_tokens: 272_000, input_cost: 4, output_cost: 12, cache_creation_input_cost: null },
      ],
      conditions: ['tiered'],
    });
  });
});
