import type { Costs, PriceCondition, PriceTier } from '../catalog.js';
import type { DatedPrice, Rate, Rates } from './price-source.js';

/** A price as the catalog states it: the base, what reprices it, and what it depends on. */
export interface Quote {
  costs: Costs;
  tiers: PriceTier[] | null;
  conditions: PriceCondition[];
}

export const UNKNOWN_COSTS: Costs = {
  input_cost: null,
  output_cost: null,
  cache_hit_input_cost: null,
  cache_creation_input_cost: null,
};

export const FREE_COSTS: Costs = { ...UNKNOWN_COSTS, input_cost: 0, output_cost: 0 };

/** Cost field to unit of the price source. */
const TOKEN_UNITS = {
  input_cost: 'input_mtok',
  output_cost: 'output_mtok',
  cache_hit_input_cost: 'cache_read_mtok',
  cache_creation_input_cost: 'cache_write_mtok',
} as const satisfies Record<keyof Costs, string>;

/** Charged for a tool that a request may use, not for the model. */
const TOOL_FEES = new Set(['web_searches_kcount', 'storage_searches_kcount']);

/** The price on a day outside the hours that cost more or less: what the source itself calls the base. */
export function quoteOn(day: string, prices: readonly DatedPrice[]): Quote {
  const { rates, dependsOnHour } = inForceOn(day, prices);
  const tiers = tiersOf(rates);
  const conditions: PriceCondition[] = [];
  if (tiers) conditions.push('tiered');
  if (dependsOnHour) conditions.push('time_of_day');
  if (Object.keys(rates).some(isNonToken)) conditions.push('non_token');
  return { costs: baseCosts(rates), tiers, conditions };
}

/** The sources hold binary dust such as 0.09999999999999999; nine decimals are finer than any real price. */
export function roundCost(cost: number): number {
  return Number(cost.toFixed(9));
}

/** Hours only matter when no price of a later entry has replaced theirs. */
function inForceOn(day: string, prices: readonly DatedPrice[]): { rates: Rates; dependsOnHour: boolean } {
  const inForce = prices.findLastIndex(
    ({ applies }) => applies.kind === 'always' || (applies.kind === 'from' && applies.day <= day),
  );
  const dependsOnHour = prices.some(({ applies }, index) => applies.kind === 'hours' && index > inForce);
  return { rates: prices[inForce]?.rates ?? {}, dependsOnHour };
}

function baseCosts(rates: Rates): Costs {
  if (Object.keys(rates).length === 0) return FREE_COSTS;
  return costsBy((rate) => rate.base, rates);
}

function tiersOf(rates: Rates): PriceTier[] | null {
  const tiered = Object.values(TOKEN_UNITS).flatMap((unit) => rates[unit]?.tiers ?? []);
  const thresholds = [...new Set(tiered.map((tier) => tier.above))].sort((a, b) => a - b);
  if (thresholds.length === 0) return null;
  return thresholds.map((above) => ({
    above_input_tokens: above,
    ...costsBy((rate) => rateAbove(rate, above), rates),
  }));
}

function rateAbove(rate: Rate, threshold: number): number {
  const reached = rate.tiers.filter((tier) => tier.above <= threshold).sort((a, b) => b.above - a.above);
  return reached[0]?.price ?? rate.base;
}

function costsBy(priceOf: (rate: Rate) => number, rates: Rates): Costs {
  const costOf = (field: keyof Costs) => {
    const rate = rates[TOKEN_UNITS[field]];
    return rate ? roundCost(priceOf(rate)) : null;
  };
  return {
    input_cost: costOf('input_cost'),
    output_cost: costOf('output_cost'),
    cache_hit_input_cost: costOf('cache_hit_input_cost'),
    cache_creation_input_cost: costOf('cache_creation_input_cost'),
  };
}

function isNonToken(unit: string): boolean {
  return !unit.endsWith('_mtok') && !TOOL_FEES.has(unit);
}
