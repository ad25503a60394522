import type { Model, PriceCondition, PriceTier } from '../contract.js';
import { add, decimalOf, perMillion, textOf, times, ZERO } from './decimal.js';
import { assertUsage, type TokenUsage } from './token-usage.js';

/** The field of a model that prices a kind of tokens. */
export type CostField = 'input_cost' | 'cache_hit_input_cost' | 'cache_creation_input_cost' | 'output_cost';

/** What a model says about its price: the part of it that `costOf` reads. */
export type ModelPrice = Pick<Model, CostField | 'price_tiers' | 'price_conditions'>;

/** What the tokens of one kind cost. */
export interface CostLine {
  field: CostField;
  /** More than 0. */
  tokens: number;
  /** USD per 1,000,000 tokens, as decimal text. */
  usd_per_million: string;
  /** USD, as decimal text. */
  usd: string;
  /** The threshold of the tier that the price is from; null where it is the model's own price. */
  above_input_tokens: number | null;
}

export interface PricedCall {
  /** USD as decimal text, exact: the sum of the lines. */
  usd: string;
  /** One for each kind of tokens of which there were any. */
  lines: CostLine[];
}

export interface UnpricedCall {
  /** The prices that the call needs and that nobody knows. */
  unpriced: CostField[];
  /** What the price depends on and usage does not tell. */
  conditions: PriceCondition[];
}

export type CallCost = PricedCall | UnpricedCall;

/**
 * What a call cost by the list price of its model, or why nobody can say. `usage` is what `usageOf` answers.
 *
 * - Uncached input is `input_tokens` less `cached_tokens` and `cache_write_tokens`; each of the three has its own price,
 *   and none stands in for another.
 * - Where the model has tiers, all tokens of the call are priced at the highest tier whose `above_input_tokens` is less
 *   than `input_tokens`. A tier states all of its prices: null there is unknown, and not the model's own price.
 * - No tokens need no price.
 * - A price that depends on the hour, or on something other than tokens, makes the call unpriced, whatever its usage.
 *
 * Throws a TypeError where usage is impossible.
 */
export function costOf(model: ModelPrice, usage: TokenUsage): CallCost {
  assertUsage(usage);
  const tier = tierFor(usage.input_tokens, model.price_tiers);
  const parts = partsOf(usage, tier ?? model).filter(({ tokens }) => tokens > 0);
  const unpriced = parts.filter((part) => !isPriced(part)).map(({ field }) => field);
  const conditions = unmetConditions(model);
  if (unpriced.length > 0 || conditions.length > 0) return { unpriced, conditions };
  return pricedCall(parts.filter(isPriced), tier?.above_input_tokens ?? null);
}

/** The tokens of a call that have one price, which may be unknown. */
interface Part<Price = number | null> {
  field: CostField;
  tokens: number;
  price: Price;
}

function isPriced(part: Part): part is Part<number> {
  return part.price !== null;
}

function partsOf(usage: TokenUsage, prices: Pick<PriceTier, CostField>): Part[] {
  const { input_tokens, cached_tokens, cache_write_tokens, output_tokens } = usage;
  const part = (field: CostField, tokens: number): Part => ({ field, tokens, price: prices[field] });
  return [
    part('input_cost', input_tokens - cached_tokens - cache_write_tokens),
    part('cache_hit_input_cost', cached_tokens),
    part('cache_creation_input_cost', cache_write_tokens),
    part('output_cost', output_tokens),
  ];
}

/** Tiers are a condition that usage meets, where they are known. */
function unmetConditions({ price_conditions, price_tiers }: ModelPrice): PriceCondition[] {
  return price_conditions.filter((condition) => condition !== 'tiered' || price_tiers === null);
}

function tierFor(inputTokens: number, tiers: readonly PriceTier[] | null): PriceTier | null {
  const exceeded = (tiers ?? []).filter(({ above_input_tokens }) => inputTokens > above_input_tokens);
  return exceeded.sort((a, b) => b.above_input_tokens - a.above_input_tokens)[0] ?? null;
}

function pricedCall(parts: Part<number>[], above_input_tokens: number | null): PricedCall {
  const priced = parts.map(({ field, tokens, price }) => {
    const usdPerMillion = decimalOf(price);
    return { field, tokens, usdPerMillion, usd: perMillion(times(tokens, usdPerMillion)) };
  });
  const lines = priced.map(({ field, tokens, usdPerMillion, usd }) => ({
    field,
    tokens,
    usd_per_million: textOf(usdPerMillion),
    usd: textOf(usd),
    above_input_tokens,
  }));
  return { usd: textOf(priced.reduce((sum, { usd }) => add(sum, usd), ZERO)), lines };
}
