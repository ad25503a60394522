import type { Model, PriceTier } from '@llm-registry/api-types';

/** The four prices of a model and of each of its tiers. */
export const costFields = [
  'input_cost',
  'output_cost',
  'cache_hit_input_cost',
  'cache_creation_input_cost',
] as const satisfies readonly (keyof PriceTier & keyof Model)[];

export type CostField = (typeof costFields)[number];

/** What formats without conditions can say of a price: one number, and another from some length of input on. */
export interface PlainPrice {
  /** USD per 1,000,000 tokens. */
  cost: number;
  /** In rising order of `above`, the number of tokens that the input has to exceed. */
  tiers: { above: number; cost: number }[];
}

/** A price that depends on the hour, on anything but tokens, or on thresholds that nobody knows, is not one of plain numbers. */
function isPlain({ price_conditions, price_tiers }: Model): boolean {
  return price_conditions.every((condition) => condition === 'tiered' && price_tiers !== null);
}

/** One price over all lengths of input; null where it is unknown for one of them, because a number without the others would be taken for theirs. */
function plainPrice(model: Model, field: CostField): PlainPrice | null {
  const cost = model[field];
  const tiers = (model.price_tiers ?? [])
    .map((tier) => ({ above: tier.above_input_tokens, cost: tier[field] }))
    .sort((one, other) => one.above - other.above);
  const known = tiers.filter((tier): tier is { above: number; cost: number } => tier.cost !== null);
  return cost === null || known.length < tiers.length ? null : { cost, tiers: known };
}

/** The prices of a model that can be said in plain numbers; the others are left out. */
export function plainPrices(model: Model): Map<CostField, PlainPrice> {
  const prices = new Map<CostField, PlainPrice>();
  if (!isPlain(model)) return prices;
  for (const field of costFields) {
    const price = plainPrice(model, field);
    if (price) prices.set(field, price);
  }
  return prices;
}
