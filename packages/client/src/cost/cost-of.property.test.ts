import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallCost, costOf, type ModelPrice } from './cost-of.js';
import type { TokenUsage } from './token-usage.js';

/** A price as a registry gives it: at most 12 decimals, up to 1e9, the shortest decimal of a JSON number. */
const price = fc.oneof(
  fc.constantFrom(0, 1e-12, 0.1, 0.2, 0.075, 1e9),
  fc.tuple(fc.nat(999_999_999), fc.nat(12)).map(([digits, scale]) => Number(`${digits}e-${scale}`)),
);
const cost = fc.option(price, { freq: 4 });
const costs = {
  input_cost: cost,
  output_cost: cost,
  cache_hit_input_cost: cost,
  cache_creation_input_cost: cost,
};
const tokens = fc.oneof(fc.nat(1_000), fc.nat(2_000_000), fc.constant(2 ** 50));
const usages = fc
  .record({ plain: tokens, cached_tokens: tokens, cache_write_tokens: tokens, output_tokens: tokens })
  .map(({ plain, ...usage }): TokenUsage => {
    return { ...usage, input_tokens: plain + usage.cached_tokens + usage.cache_write_tokens };
  });
const models: fc.Arbitrary<ModelPrice> = fc.record({
  ...costs,
  price_tiers: fc.option(fc.array(fc.record({ above_input_tokens: tokens, ...costs }), { maxLength: 3 })),
  price_conditions: fc.constant([]),
});

/** A fraction of whole numbers: arithmetic that shares nothing with that of the client. */
interface Fraction {
  over: bigint;
  under: bigint;
}

/** The fraction that a decimal text or a number says, by its definition. */
function fraction(decimal: string | number): Fraction {
  const [mantissa = '', exponent = '0'] = String(decimal).split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  return power < 0
    ? { over: digits, under: 10n ** BigInt(-power) }
    : { over: digits * 10n ** BigInt(power), under: 1n };
}

function product(a: Fraction, count: number): Fraction {
  return { over: a.over * BigInt(count), under: a.under * 1_000_000n };
}

function sum(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function equal(a: Fraction, b: Fraction): boolean {
  return a.over * b.under === b.over * a.under;
}

/** What the call costs as a fraction, or null where a price is unknown, from the definition in prose. */
function reference(model: ModelPrice, usage: TokenUsage): Fraction | null {
  let prices: Omit<ModelPrice, 'price_tiers' | 'price_conditions'> = model;
  let reached = -1;
  for (const tier of model.price_tiers ?? []) {
    if (usage.input_tokens <= tier.above_input_tokens || tier.above_input_tokens <= reached) continue;
    reached = tier.above_input_tokens;
    prices = tier;
  }
  const uncached = usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens;
  let total: Fraction = { over: 0n, under: 1n };
  for (const [count, per] of [
    [uncached, prices.input_cost],
    [usage.cached_tokens, prices.cache_hit_input_cost],
    [usage.cache_write_tokens, prices.cache_creation_input_cost],
    [usage.output_tokens, prices.output_cost],
  ] as const) {
    if (count === 0) continue;
    if (per === null) return null;
    total = sum(total, product(fraction(per), count));
  }
  return total;
}

function texts(result: CallCost): string[] {
  if (!('usd' in result)) return [];
  return [result.usd, ...result.lines.flatMap((line) => [line.usd, line.usd_per_million])];
}

describe('any cost of any call', () => {
  it('is exactly the sum of tokens times prices, or unknown', () => {
    fc.assert(
      fc.property(models, usages, (model, usage) => {
        const result = costOf(model, usage);
        const expected = reference(model, usage);
        expect('usd' in result).toBe(expected !== null);
        if ('usd' in result && expected) expect(equal(fraction(result.usd), expected)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is the exact sum of its lines', () => {
    fc.assert(
      fc.property(models, usages, (model, usage) => {
        const result = costOf(model, usage);
        if (!('usd' in result)) return;
        const total = result.lines.map((line) => fraction(line.usd)).reduce(sum, { over: 0n, under: 1n });
        expect(equal(total, fraction(result.usd))).toBe(true);
      }),
    );
  });

  it('is the shortest plain text', () => {
    fc.assert(
      fc.property(models, usages, (model, usage) => {
        for (const text of texts(costOf(model, usage))) expect(text).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it('names an unknown price only where tokens need it', () => {
    fc.assert(
      fc.property(models, usages, (model, usage) => {
        const result = costOf(model, usage);
        if ('usd' in result) return;
        expect(result.unpriced.length).toBeGreaterThan(0);
        const known = { ...model, price_tiers: null, input_cost: 1, output_cost: 1 };
        const cached = { ...known, cache_hit_input_cost: 1, cache_creation_input_cost: 1 };
        const withoutTiers = costOf(cached, usage);
        const needed = 'usd' in withoutTiers ? withoutTiers.lines.map(({ field }) => field) : [];
        expect(needed).toEqual(expect.arrayContaining(result.unpriced));
      }),
    );
  });
});
