import { describe, expect, it } from 'vitest';
import { mapModelRow, mapPriceRow } from './map-model.js';
import { modelRow, pricedRow, priceOf, providerRule, rowCost } from './model-row.fixture.js';
import type { ModelRow } from './model-source.js';
import type { PriceRow } from './price-source.js';
import { FROM_BOTH, FROM_MODELS, FROM_PRICES } from './provenance.js';

const rule = providerRule();

function mapped(changes: Partial<ModelRow>, priced: PriceRow | null = null) {
  return mapModelRow(rule, modelRow(changes), priced)[0]?.model;
}

describe('a row of the model source', () => {
  it.each(['chat-1', 'Org/Chat-1:free', '~org/x@default'])('keeps the id %s byte for byte', (id) => {
    expect(mapped({ id })).toMatchObject({
      model_name: `acme/${id}`,
      upstream_model: id,
      provider_id: 'acme',
    });
  });

  it.each([null, 0])('has unknown limits where they are %j', (limit) => {
    expect(mapped({ contextWindow: limit, maxTokens: limit })).toMatchObject({
      max_context_window: null,
      max_output_tokens: null,
    });
  });

  it('takes a context window it lacks from the price source', () => {
    const priced = pricedRow('chat-1', { contextWindow: 8192 });
    expect(mapped({ contextWindow: null }, priced)?.max_context_window).toBe(8192);
    expect(mapped({ contextWindow: 4096 }, priced)?.max_context_window).toBe(4096);
  });

  it('names both sources where the price source had a say', () => {
    expect(mapped({})?.provenance).toEqual(FROM_MODELS);
    expect(mapped({}, pricedRow('chat-1'))?.provenance).toEqual(FROM_BOTH);
    expect(mapped({ cost: rowCost({ input: 7 }) }, pricedRow('chat-1'))?.provenance).toEqual(FROM_MODELS);
  });

  it('is dropped when it is no model: a search engine, or a mode of another row', () => {
    expect(mapped({ kind: 'search' })).toBeUndefined();
    expect(mapped({ requestModelId: 'chat-0' })).toBeUndefined();
    expect(mapped({ requestModelId: 'chat-1' })).toBeDefined();
  });

  it('has no display name where the source has none worth showing', () => {
    expect(mapped({ name: '' })?.display_name).toBeNull();
    expect(mapped({ name: 'Chat 1' })?.display_name).toBe('Chat 1');
  });
});

describe('a row that only the price source has', () => {
  it('states its price and little else', () => {
    expect(mapPriceRow(rule, pricedRow('chat-1', { contextWindow: 8192 }))).toMatchObject({
      priceOnly: true,
      model: {
        input_cost: 2,
        output_cost: 8,
        max_context_window: 8192,
        max_output_tokens: null,
        function_call: null,
        image_support: null,
        provenance: FROM_PRICES,
      },
    });
  });

  it('costs nothing for the output of an embedding, but is not free for want of a chat price', () => {
    const inputOnly = {
      prices: [{ applies: { kind: 'always' as const }, rates: priceOf({ input_mtok: 1 }) }],
    };
    expect(mapPriceRow(rule, pricedRow('embed-1', inputOnly)).model.output_cost).toBe(0);
    expect(mapPriceRow(rule, pricedRow('chat-1', inputOnly)).model.output_cost).toBeNull();
  });
});
