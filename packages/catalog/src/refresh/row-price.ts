import type { Costs, PriceTier } from '../catalog.js';
import type { LongContextCost, RowCost } from './model-source.js';
import { FREE_COSTS, type Quote, roundCost, UNKNOWN_COSTS } from './quote.js';

export interface RowPrice extends Quote {
  /** Whether the price source had a say, which the provenance then tells. */
  quoted: boolean;
}

const UNKNOWN: RowPrice = { costs: UNKNOWN_COSTS, tiers: null, conditions: [], quoted: false };

/** The price of a row of the model source, given what the price source asks for the same model. */
export function priceRow(id: string, cost: RowCost, quote: Quote | null): RowPrice {
  if (cost.input < 0 || cost.output < 0) return UNKNOWN;
  if (cost.timeBased) return quotedOr({ ...UNKNOWN, conditions: ['time_of_day'] }, quote);
  if (cost.input === 0 && cost.output === 0) {
    return saysFree(id) ? { ...UNKNOWN, costs: FREE_COSTS } : quotedOr(UNKNOWN, quote);
  }
  return quote && agrees(cost, quote) ? agreedPrice(cost, quote) : ownPrice(cost);
}

function quotedOr(otherwise: RowPrice, quote: Quote | null): RowPrice {
  if (!quote) return otherwise;
  const conditions = [...new Set([...quote.conditions, ...otherwise.conditions])];
  return { ...quote, conditions, quoted: true };
}

/** Two zeros mean unknown, free or a flat rate; only such an id says which. */
function saysFree(id: string): boolean {
  return id.endsWith(':free') || id.endsWith('-free');
}

function agrees(cost: RowCost, { costs }: Quote): boolean {
  return roundCost(cost.input) === costs.input_cost && roundCost(cost.output) === (costs.output_cost ?? 0);
}

/** The price source's tiers win even when it has none: a long-context price the row still shows is then stale. */
function agreedPrice(cost: RowCost, quote: Quote): RowPrice {
  const own = ownCosts(cost);
  const costs = {
    ...own,
    cache_hit_input_cost: own.cache_hit_input_cost ?? quote.costs.cache_hit_input_cost,
    cache_creation_input_cost: own.cache_creation_input_cost ?? quote.costs.cache_creation_input_cost,
  };
  return { costs, tiers: quote.tiers, conditions: quote.conditions, quoted: true };
}

function ownPrice(cost: RowCost): RowPrice {
  const tiers = cost.longContext ? [longContextTier(cost.longContext)] : null;
  return { costs: ownCosts(cost), tiers, conditions: tiers ? ['tiered'] : [], quoted: false };
}

function longContextTier(cost: LongContextCost): PriceTier {
  return { above_input_tokens: cost.aboveInputTokens, ...ownCosts(cost) };
}

function ownCosts(cost: Pick<RowCost, 'input' | 'output' | 'cacheRead' | 'cacheWrite'>): Costs {
  return {
    input_cost: roundCost(cost.input),
    output_cost: roundCost(cost.output),
    cache_hit_input_cost: positive(cost.cacheRead),
    cache_creation_input_cost: positive(cost.cacheWrite),
  };
}

/** No provider caches for nothing: a zero there means that nobody filled the field in. */
function positive(cost: number): number | null {
  return cost > 0 ? roundCost(cost) : null;
}
