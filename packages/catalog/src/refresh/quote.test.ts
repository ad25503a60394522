import { describe, expect, it } from 'vitest';
import { priceOf } from './model-row.fixture.js';
import type { DatedPrice, Rates } from './price-source.js';
import { quoteOn, roundCost } from './quote.js';

const DAY = '2026-09-23';

function always(rates: Rates): DatedPrice {
  return { applies: { kind: 'always' }, rates };
}

function from(day: string, rates: Rates): DatedPrice {
  return { applies: { kind: 'from', day }, rates };
}

function inHours(rates: Rates): DatedPrice {
  return { applies: { kind: 'hours' }, rates };
}

function input(...prices: DatedPrice[]) {
  return quoteOn(DAY, prices).costs.input_cost;
}

describe('quoteOn', () => {
  it('reads the four token prices', () => {
    const rates = priceOf({ input_mtok: 3, output_mtok: 15, cache_read_mtok: 0.3, cache_write_mtok: 3.75 });
    expect(quoteOn(DAY, [always(rates)])).toEqual({
      costs: { input_cost: 3, output_cost: 15, cache_hit_input_cost: 0.3, cache_creation_input_cost: 3.75 },
      tiers: null,
      conditions: [],
    });
  });

  it('takes no prices at all as free, and a missing one as unknown', () => {
    expect(quoteOn(DAY, [always({})]).costs).toMatchObject({ input_cost: 0, output_cost: 0 });
    expect(quoteOn(DAY, [always(priceOf({ input_mtok: 1 }))]).costs.output_cost).toBeNull();
  });

  it('takes the latest dated price that has begun', () => {
    const old = always(priceOf({ input_mtok: 1 }));
    expect(input(old, from('2026-08-17', priceOf({ input_mtok: 2 })))).toBe(2);
    expect(input(old, from(DAY, priceOf({ input_mtok: 2 })))).toBe(2);
    expect(input(old, from('2027-01-01', priceOf({ input_mtok: 2 })))).toBe(1);
  });

  it('quotes the base of a price that hours change, and says that they do', () => {
    const quote = quoteOn(DAY, [always(priceOf({ input_mtok: 1 })), inHours(priceOf({ input_mtok: 2 }))]);
    expect([quote.costs.input_cost, quote.conditions]).toEqual([1, ['time_of_day']]);
  });

  it('forgets hours that a later price has replaced', () => {
    const later = from('2026-08-17', priceOf({ input_mtok: 3 }));
    const quote = quoteOn(DAY, [
      always(priceOf({ input_mtok: 1 })),
      inHours(priceOf({ input_mtok: 2 })),
      later,
    ]);
    expect([quote.costs.input_cost, quote.conditions]).toEqual([3, []]);
  });

  it('states in a tier what every kind of token costs there, changed or not', () => {
    const rates = {
      ...priceOf({ output_mtok: 10 }),
      input_mtok: { base: 1, tiers: [{ above: 200_000, price: 2 }] },
      cache_read_mtok: {
        base: 0.1,
        tiers: [
          { above: 200_000, price: 0.2 },
          { above: 500_000, price: 0.3 },
        ],
      },
    };
    const { tiers, conditions } = quoteOn(DAY, [always(rates)]);
    const rest = { input_cost: 2, output_cost: 10, cache_creation_input_cost: null };
    expect(conditions).toEqual(['tiered']);
    expect(tiers).toEqual([
      { above_input_tokens: 200_000, ...rest, cache_hit_input_cost: 0.2 },
      { above_input_tokens: 500_000, ...rest, cache_hit_input_cost: 0.3 },
    ]);
  });

  it('marks a price by request, hour or page, but not a fee for a tool', () => {
    const conditions = (unit: string) =>
      quoteOn(DAY, [always(priceOf({ input_mtok: 1, [unit]: 5 }))]).conditions;
    expect(conditions('requests_kcount')).toEqual(['non_token']);
    expect(conditions('audio_hours')).toEqual(['non_token']);
    expect(conditions('web_searches_kcount')).toEqual([]);
    expect(conditions('input_audio_mtok')).toEqual([]);
  });
});

describe('roundCost', () => {
  it.each([
    [0.09999999999999999, 0.1],
    [0.08333333333333334, 0.083333333],
    [1.9105199999999998, 1.91052],
    [620.57, 620.57],
  ])('rounds %d to %d', (dusty, clean) => expect(roundCost(dusty)).toBe(clean));
});
