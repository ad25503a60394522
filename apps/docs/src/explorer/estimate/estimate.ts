import { type CallCost, costOf, type ModelPrice, type PriceTier } from '@llm-registry/client';
import type { MonthlyUsage } from '../view/view-state.js';

/** What a month costs, or why nobody can say. */
export type Estimate = CallCost | { impossible: string };

/**
 * What the tokens of a month cost with a model, by the client's `costOf`. Tiers go by the input of one request, and a month
 * has many: so the tier is that of `usage.perRequest`, and the whole month is at its prices.
 */
export function estimate(model: ModelPrice, usage: MonthlyUsage): Estimate {
  if (usage.cached > usage.input)
    return { impossible: 'The cached tokens are a part of the input: there cannot be more.' };
  return costOf(pricesAt(model, usage.perRequest), {
    input_tokens: usage.input,
    cached_tokens: usage.cached,
    cache_write_tokens: 0,
    output_tokens: usage.output,
  });
}

/** The prices of requests of that length alone. */
function pricesAt(model: ModelPrice, inputTokens: number): ModelPrice {
  if (model.price_tiers === null) return model;
  const tier = model.price_tiers.reduce<PriceTier | null>(
    (highest, one) => (inputTokens > one.above_input_tokens && isHigher(one, highest) ? one : highest),
    null,
  );
  return {
    ...(tier ?? model),
    price_tiers: null,
    price_conditions: model.price_conditions.filter((condition) => condition !== 'tiered'),
  };
}

function isHigher(tier: PriceTier, than: PriceTier | null): boolean {
  return than === null || tier.above_input_tokens > than.above_input_tokens;
}

const labels = new Map<string, string>([
  ['input_cost', 'the price of input'],
  ['cache_hit_input_cost', 'the price of cached input'],
  ['output_cost', 'the price of output'],
  ['tiered', 'the prices of long requests'],
  ['time_of_day', 'the hour of each call'],
  ['non_token', 'what is billed besides tokens'],
]);

/** Why there is no sum: everything that would have to be known. Empty where there is one. */
export function missingText(found: Estimate): string {
  if ('usd' in found) return '';
  if ('impossible' in found) return found.impossible;
  const missing = [...found.unpriced, ...found.conditions].map((what) => labels.get(what) ?? what);
  return `Not known: ${missing.join(', ')}`;
}
