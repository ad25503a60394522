import type { ModelRow, RowCost } from './model-source.js';
import type { PriceRow, Rates } from './price-source.js';
import type { ProviderRule } from './providers.js';

/** Rows in which nothing is special, for tests to bend one field of. */
export function modelRow(changes: Partial<ModelRow> = {}): ModelRow {
  return {
    id: 'chat-1',
    name: 'Chat 1',
    kind: null,
    baseUrl: 'https://api.acme.example/v1',
    cost: rowCost(),
    contextWindow: 128_000,
    maxTokens: 16_384,
    acceptsImages: false,
    reasons: false,
    listsEfforts: false,
    supportsTools: null,
    supportsToolChoice: null,
    supportsSamplingParams: null,
    requestModelId: null,
    ...changes,
  };
}

export function rowCost(changes: Partial<RowCost> = {}): RowCost {
  return {
    input: 2,
    output: 8,
    cacheRead: 0,
    cacheWrite: 0,
    timeBased: false,
    longContext: null,
    ...changes,
  };
}

export function priceOf(rates: Record<string, number>): Rates {
  return Object.fromEntries(Object.entries(rates).map(([unit, base]) => [unit, { base, tiers: [] }]));
}

export function pricedRow(id: string, changes: Partial<PriceRow> = {}): PriceRow {
  return {
    id,
    name: null,
    contextWindow: null,
    deprecated: false,
    matches: (asked) => asked === id,
    prices: [{ applies: { kind: 'always' }, rates: priceOf({ input_mtok: 2, output_mtok: 8 }) }],
    ...changes,
  };
}

export function providerRule(changes: Partial<ProviderRule> = {}): ProviderRule {
  return {
    provider_id: 'acme',
    provider_name: 'Acme',
    modelKey: 'acme',
    priceKey: 'acme',
    firstParty: true,
    keepsPriceOnlyRows: true,
    ...changes,
  };
}
