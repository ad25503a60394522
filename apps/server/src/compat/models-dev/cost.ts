import type { Model, ModelsDevCost } from '@llm-registry/api-types';
import { type CostField, type PlainPrice, plainPrices } from '../prices.js';

const memberOf = {
  input_cost: 'input',
  output_cost: 'output',
  cache_hit_input_cost: 'cache_read',
  cache_creation_input_cost: 'cache_write',
} as const satisfies Record<CostField, keyof ModelsDevCost>;

type Costs = Partial<Record<(typeof memberOf)[CostField], number>>;

/** The prices of one length of input. */
function costsAt(prices: ReadonlyMap<CostField, PlainPrice>, costOf: (price: PlainPrice) => number): Costs {
  return Object.fromEntries([...prices].map(([field, price]) => [memberOf[field], costOf(price)]));
}

function tiersOf(prices: ReadonlyMap<CostField, PlainPrice>) {
  const thresholds = prices.get('input_cost')?.tiers.map(({ above }) => above) ?? [];
  return thresholds.map((above, index) => ({
    tier: { type: 'context' as const, size: above },
    // Every price that can be said has every tier of its model.
    ...costsAt(prices, ({ cost, tiers }) => tiers[index]?.cost ?? cost),
  }));
}

/** What a model costs; undefined unless input and output are known, which every cost of models.dev has. */
export function modelsDevCost(model: Model): ModelsDevCost | undefined {
  const prices = plainPrices(model);
  const { input, output, ...cache } = costsAt(prices, ({ cost }) => cost);
  if (input === undefined || output === undefined) return undefined;
  const tiers = tiersOf(prices);
  return { input, output, ...cache, ...(tiers.length > 0 && { tiers }) };
}
