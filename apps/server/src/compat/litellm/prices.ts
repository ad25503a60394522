import type { Model, PriceTier } from '@llm-registry/api-types';
import { type CostField, plainPrices } from '../prices.js';
import type { LitellmProvider } from './providers.js';

const memberOf: Readonly<Record<CostField, string>> = {
  input_cost: 'input_cost_per_token',
  output_cost: 'output_cost_per_token',
  cache_hit_input_cost: 'cache_read_input_token_cost',
  cache_creation_input_cost: 'cache_creation_input_token_cost',
};

/**
 * USD per token of USD per 1,000,000, by moving the decimal point: dividing would leave dust behind.
 * @param cost 0 or more
 */
export function usdPerToken(cost: number): number {
  const [digits, exponent = '0'] = String(cost).split('e');
  return Number(`${digits}e${Number(exponent) - 6}`);
}

/** A number of tokens as LiteLLM reads it out of a member's name. */
function spelledTokens(tokens: number): string {
  return tokens % 1000 === 0 ? `${tokens / 1000}k` : String(tokens);
}

const cacheFields = ['cache_hit_input_cost', 'cache_creation_input_cost'] as const satisfies CostField[];

type Prices = Pick<PriceTier, CostField>;

/**
 * A model whose cache prices are known for all lengths of input or for none. LiteLLM counts what concerns the cache as
 * ordinary input where no price says otherwise, but above a threshold it goes on with the cache price from below: there it
 * is told what it would do by itself.
 */
function withWholeCachePrices(model: Model): Model {
  const levels: Prices[] = [model, ...(model.price_tiers ?? [])];
  const partly = cacheFields.filter(
    (field) => new Set(levels.map((level) => level[field] === null)).size > 1,
  );
  const whole = <Level extends Prices>(level: Level): Level => ({
    ...level,
    ...Object.fromEntries(partly.map((field) => [field, level[field] ?? level.input_cost])),
  });
  return { ...whole(model), price_tiers: model.price_tiers?.map(whole) ?? null };
}

/**
 * The costs of an entry of the cost map. A price that the map cannot say is left out, which LiteLLM counts as 0 for input
 * and output and as ordinary input for what concerns the cache.
 */
export function litellmPrices(model: Model, provider: LitellmProvider | undefined): Record<string, number> {
  const least = provider?.reachesThreshold ? 1 : 0;
  const members = [...plainPrices(withWholeCachePrices(model))].flatMap(([field, { cost, tiers }]) => {
    const member = memberOf[field];
    const tiered = tiers.map(
      (tier) =>
        [`${member}_above_${spelledTokens(tier.above + least)}_tokens`, usdPerToken(tier.cost)] as const,
    );
    return [[member, usdPerToken(cost)] as const, ...tiered];
  });
  return Object.fromEntries(members);
}
