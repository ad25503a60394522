import { describe, expect, it } from 'vitest';
import { pricedRow, providerRule } from './model-row.fixture.js';
import { priceOnlyRows } from './price-only.js';
import type { PriceProvider, PriceRow } from './price-source.js';

function priceProvider(id: string, rows: PriceRow[], prefix = id): PriceProvider {
  return { id, rows, fallbacks: [], claims: (asked) => asked.startsWith(prefix) };
}

const anthropic = priceProvider('anthropic', [], 'claude');

function kept(
  rows: PriceRow[],
  options: { modelIds?: string[]; rule?: Parameters<typeof providerRule>[0] } = {},
) {
  const source = new Map([
    ['acme', priceProvider('acme', rows)],
    ['anthropic', anthropic],
  ]);
  return priceOnlyRows(providerRule(options.rule), options.modelIds ?? [], source).map((row) => row.id);
}

describe('rows that only the price source has', () => {
  it('are kept where the model source does not list what a provider serves', () => {
    expect(kept([pricedRow('embed-1')])).toEqual(['embed-1']);
    expect(kept([pricedRow('embed-1')], { rule: { keepsPriceOnlyRows: false } })).toEqual([]);
    expect(kept([pricedRow('embed-1')], { rule: { priceKey: null } })).toEqual([]);
  });

  it('are not the rows whose id the model source has, in whatever case', () => {
    expect(kept([pricedRow('Chat-1', { matches: () => false })], { modelIds: ['chat-1'] })).toEqual([]);
  });

  it('are not the rows that price a model the model source has under another id', () => {
    const family = pricedRow('chat', { matches: (id) => id.startsWith('chat') });
    expect(kept([family], { modelIds: ['chat-2026'] })).toEqual([]);
  });

  it('are not kept when the model is gone', () => {
    expect(kept([pricedRow('embed-1', { deprecated: true })])).toEqual([]);
  });

  it("are not kept under a vendor when they are another vendor's", () => {
    expect(kept([pricedRow('claude-9')])).toEqual([]);
    expect(kept([pricedRow('acme-claude')])).toEqual(['acme-claude']);
    expect(kept([pricedRow('claude-9')], { rule: { firstParty: false } })).toEqual(['claude-9']);
  });

  it.each(['ft:gpt-4o', 'gpt-4o.ft-', 'regional.claude', 'm:free', 'm:extended'])(
    'are not kept when %s is no name',
    (id) => {
      expect(kept([pricedRow(id)])).toEqual([]);
    },
  );

  it('are not kept when the id is a family of the provider', () => {
    expect(kept([pricedRow('davinci')], { rule: { provider_id: 'openai' } })).toEqual([]);
  });
});
