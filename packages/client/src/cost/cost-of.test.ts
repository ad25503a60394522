import { describe, expect, it } from 'vitest';
import { costOf, type ModelPrice } from './cost-of.js';
import type { TokenUsage } from './token-usage.js';

const flat: ModelPrice = {
  input_cost: 0.15,
  output_cost: 0.6,
  cache_hit_input_cost: 0.075,
  cache_creation_input_cost: 0.1875,
  price_tiers: null,
  price_conditions: [],
};

const tiered: ModelPrice = {
  ...flat,
  price_tiers: [
    { above_input_tokens: 500, input_cost: 9, output_cost: 90, ...caches(0.9, null) },
    { above_input_tokens: 200, input_cost: 3, output_cost: 30, ...caches(0.3, 4) },
  ],
  price_conditions: ['tiered'],
};

function caches(hit: number | null, creation: number | null) {
  return { cache_hit_input_cost: hit, cache_creation_input_cost: creation };
}

function usage(parts: Partial<TokenUsage>): TokenUsage {
  return { input_tokens: 0, cached_tokens: 0, cache_write_tokens: 0, output_tokens: 0, ...parts };
}

function usdOf(model: ModelPrice, parts: Partial<TokenUsage>): string | null {
  const cost = costOf(model, usage(parts));
  return 'usd' in cost ? cost.usd : null;
}

function unpricedOf(model: ModelPrice, parts: Partial<TokenUsage>) {
  const cost = costOf(model, usage(parts));
  return 'unpriced' in cost ? cost : null;
}

describe('the cost of a call', () => {
  it('is the sum of its lines, each with its price, in decimal text', () => {
    const cost = costOf(flat, {
      input_tokens: 1000,
      cached_tokens: 300,
      cache_write_tokens: 100,
      output_tokens: 7,
    });
    const line = { above_input_tokens: null };
    expect(cost).toEqual({
      usd: '0.00013545',
      lines: [
        { ...line, field: 'input_cost', tokens: 600, usd_per_million: '0.15', usd: '0.00009' },
        { ...line, field: 'cache_hit_input_cost', tokens: 300, usd_per_million: '0.075', usd: '0.0000225' },
        {
          ...line,
          field: 'cache_creation_input_cost',
          tokens: 100,
          usd_per_million: '0.1875',
          usd: '0.00001875',
        },
        { ...line, field: 'output_cost', tokens: 7, usd_per_million: '0.6', usd: '0.0000042' },
      ],
    });
  });

  it('is exact where floats are not', () => {
    expect(
      usdOf({ ...flat, input_cost: 0.1, output_cost: 0.2 }, { input_tokens: 1e6, output_tokens: 1e6 }),
    ).toBe('0.3');
    expect(usdOf({ ...flat, input_cost: 1e-12 }, { input_tokens: 1 })).toBe('0.000000000000000001');
    expect(usdOf({ ...flat, input_cost: 1e9 }, { input_tokens: Number.MAX_SAFE_INTEGER })).toBe(
      '9007199254740991000',
    );
  });

  it('is 0 where the price is 0, and where there are no tokens', () => {
    expect(usdOf({ ...flat, input_cost: 0 }, { input_tokens: 5 })).toBe('0');
    expect(costOf(flat, usage({}))).toEqual({ usd: '0', lines: [] });
  });
});

describe('a price that is unknown', () => {
  it('is named, and nothing stands in for it', () => {
    const noCaches = { ...flat, cache_hit_input_cost: null, cache_creation_input_cost: null };
    const all = { input_tokens: 3, cached_tokens: 1, cache_write_tokens: 1, output_tokens: 1 };
    expect(costOf(noCaches, all)).toEqual({
      unpriced: ['cache_hit_input_cost', 'cache_creation_input_cost'],
      conditions: [],
    });
    expect(costOf({ ...flat, output_cost: null }, all)).toEqual({
      unpriced: ['output_cost'],
      conditions: [],
    });
  });

  it('does not matter where it prices nothing', () => {
    const inputOnly = { ...flat, output_cost: null, ...caches(null, null) };
    expect(usdOf(inputOnly, { input_tokens: 1e6 })).toBe('0.15');
    expect(usdOf({ ...flat, input_cost: null }, { input_tokens: 1e6, cached_tokens: 1e6 })).toBe('0.075');
  });
});

describe('a tiered price', () => {
  it.each([
    [200, '0.00003', null],
    [201, '0.000603', 200],
    [500, '0.0015', 200],
    [501, '0.004509', 500],
  ])('of %i input tokens is that of the highest tier that they exceed', (input_tokens, usd, tier) => {
    const cost = costOf(tiered, usage({ input_tokens }));
    expect(cost).toMatchObject({ usd, lines: [{ above_input_tokens: tier }] });
  });

  it('holds for all tokens of the call, cached ones and output included', () => {
    expect(usdOf(tiered, { input_tokens: 201, cached_tokens: 200, output_tokens: 10 })).toBe('0.000363');
  });

  it('is chosen by all of the input, cached tokens and cache writes included', () => {
    expect(usdOf(tiered, { input_tokens: 201, cached_tokens: 101, cache_write_tokens: 100 })).toBe(
      '0.0004303',
    );
  });

  it('is unknown where the tier does not state it, whatever it is below the tier', () => {
    expect(unpricedOf(tiered, { input_tokens: 501, cache_write_tokens: 1 })).toEqual({
      unpriced: ['cache_creation_input_cost'],
      conditions: [],
    });
  });

  it('is unknown where the tiers are', () => {
    const cost = costOf({ ...flat, price_conditions: ['tiered'] }, usage({ input_tokens: 1 }));
    expect(cost).toEqual({ unpriced: [], conditions: ['tiered'] });
  });
});

describe('a price that depends on more than usage tells', () => {
  it.each(['time_of_day', 'non_token'] as const)('is not computed: %s', (condition) => {
    const model: ModelPrice = { ...tiered, price_conditions: ['tiered', condition] };
    expect(costOf(model, usage({ input_tokens: 1 }))).toEqual({ unpriced: [], conditions: [condition] });
  });

  it('also says which prices are unknown', () => {
    const model: ModelPrice = { ...flat, output_cost: null, price_conditions: ['non_token'] };
    expect(unpricedOf(model, { output_tokens: 1 })).toEqual({
      unpriced: ['output_cost'],
      conditions: ['non_token'],
    });
  });
});

describe('impossible usage', () => {
  it.each([
    [{ input_tokens: -1 }, 'input_tokens must be a whole number of tokens from 0 on, not -1'],
    [{ output_tokens: 1.5 }, 'output_tokens must be a whole number of tokens from 0 on, not 1.5'],
    [{ cached_tokens: Number.NaN }, 'cached_tokens must be a whole number of tokens from 0 on, not NaN'],
    [
      { output_tokens: 2 ** 53 },
      'output_tokens must be a whole number of tokens from 0 on, not 9007199254740992',
    ],
    [
      { input_tokens: 9, cached_tokens: 5, cache_write_tokens: 5 },
      'input_tokens (9) includes cached_tokens (5) and cache_write_tokens (5), but is less than both together',
    ],
  ])('%j is a TypeError', (parts, message) => {
    expect(() => costOf(flat, usage(parts))).toThrow(new TypeError(message));
  });

  it.each([
    [
      'a count that is missing',
      { input_tokens: 1 },
      'cached_tokens must be a whole number of tokens from 0 on, not undefined',
    ],
    [
      'a count as text',
      { input_tokens: '1' },
      'input_tokens must be a whole number of tokens from 0 on, not "1"',
    ],
    ['no usage', null, 'input_tokens must be a whole number of tokens from 0 on, not undefined'],
  ])('%s is a TypeError', (_, wrong, message) => {
    // What a program without types may send.
    expect(() => costOf(flat, wrong as unknown as TokenUsage)).toThrow(new TypeError(message));
  });
});

describe('an impossible price', () => {
  it.each([-1, Number.POSITIVE_INFINITY, Number.NaN])('%d is a TypeError', (input_cost) => {
    expect(() => costOf({ ...flat, input_cost }, usage({ input_tokens: 1 }))).toThrow(
      new TypeError(`A price is a number from 0 on, not ${input_cost}`),
    );
  });
});
