import type { Model } from '@llm-registry/api-types';
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

/**
 * The costs of an entry of the cost map. A price that the map cannot say is left out, which LiteLLM counts as 0 for input
 * and output and as ordinary input for what concerns the cache.
 */
export function litellmPrices(model: Model, provider: LitellmProvider | undefined): Record<string, number> {
  const least = provider?.reachesThreshold ? 1 : 0;
  const members = [...plainPrices(model)].flatMap(([field, { cost, tiers }]) => [
    [memberOf[field], usdPerToken(cost)] as const,
    ...tiers.map(
      (tier) =>
        [
          `${memberOf[field]}_above_${spelledTokens(tier.above + least)}_tokens`,
          usdPerToken(tier.cost),
        ] as const,
    ),
  ]);
  return Object.fromEntries(members);
}
