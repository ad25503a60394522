import { describe, expect, it } from 'vitest';
import type { ShippedCatalog, ShippedModel } from './catalog.js';
import { chatModel } from './chat-model.fixture.js';
import { catalogFaults } from './guards.js';
import { loadShippedCatalog } from './load.js';
import { WELL_KNOWN_PRICES } from './well-known.js';

const shipped = loadShippedCatalog();
const acme = { provider_id: 'acme', provider_name: 'Acme', extra_kwargs: {} };

/** The shipped catalog with one more model, so that every fault found is that model's. */
function faultsWith(changes: Partial<ShippedModel>): string[] {
  return faultsOf({
    models: [...shipped.models, chatModel(changes)],
    providers: [...shipped.providers, acme],
  });
}

function faultsOf(changes: Partial<ShippedCatalog>): string[] {
  return catalogFaults({ ...shipped, ...changes });
}

function repriced(name: string, input_cost: number): ShippedModel[] {
  return shipped.models.map((model) => (model.model_name === name ? { ...model, input_cost } : model));
}

describe('the guards', () => {
  it('find no fault in the catalog that ships', () => expect(catalogFaults(shipped)).toEqual([]));

  it('find no fault in a good model', () => expect(faultsWith({})).toEqual([]));

  it('want over 2,000 models', () => {
    expect(faultsOf({ models: shipped.models.slice(0, 2000) })).toContain('2000 models are not over 2000');
  });

  it('know 25 prices', () => expect(WELL_KNOWN_PRICES).toHaveLength(25));

  it('miss a well-known model', () => {
    const models = shipped.models.filter((model) => model.model_name !== 'openai/gpt-4o');
    expect(faultsOf({ models })).toEqual(['the well-known openai/gpt-4o is missing']);
  });

  it('notice a well-known price that is off', () => {
    expect(faultsOf({ models: repriced('openai/gpt-4o', 2.6) })).toEqual([
      'the well-known openai/gpt-4o has input_cost 2.6, expected 2.5',
    ]);
  });

  it('let prices of a newer file move within the tolerance, but not change their unit', () => {
    const faults = (cost: number) =>
      catalogFaults({ ...shipped, models: repriced('openai/gpt-4o', cost) }, { priceTolerance: 10 });
    expect(faults(1.25)).toEqual([]);
    expect(faults(0.0000025)).toHaveLength(1);
  });

  it('refuse a name or alias that is there twice', () => {
    expect(faultsWith({ aliases: ['gpt-4o'] })).toEqual(['the name gpt-4o is there twice']);
    expect(faultsWith({ aliases: ['openai/gpt-4o'] })).toEqual(['the name openai/gpt-4o is there twice']);
  });

  it('refuse a name that the registry would refuse', () => {
    expect(faultsWith({ aliases: ['list'] })).toEqual(['"list" is no model name']);
  });

  it.each([-1, -1_000_000, 1e10, 0.1234567891, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuse the cost %d',
    (cost) => {
      expect(faultsWith({ input_cost: cost })).toEqual([`acme/chat-1: input_cost is ${cost}`]);
    },
  );

  it.each([0, null, 620.57, 0.000000001, 0.1])('take the cost %j', (cost) => {
    expect(faultsWith({ input_cost: cost })).toEqual([]);
  });

  it('want tiers and the condition to go together, ascending', () => {
    const tier = { ...chatModel(), above_input_tokens: 10 };
    expect(faultsWith({ price_conditions: ['tiered'] })).toEqual([
      'acme/chat-1: it is tiered and has no tiers',
    ]);
    expect(faultsWith({ price_tiers: [tier] })).toEqual(['acme/chat-1: it has tiers and is not tiered']);
    expect(faultsWith({ price_tiers: [tier, tier], price_conditions: ['tiered'] })).toEqual([
      'acme/chat-1: its tiers do not ascend',
    ]);
  });

  it('refuse limits that are no positive integers', () => {
    expect(faultsWith({ max_context_window: 0 })).toEqual(['acme/chat-1: max_context_window is 0']);
    expect(faultsWith({ max_output_tokens: 1.5 })).toEqual(['acme/chat-1: max_output_tokens is 1.5']);
  });

  it('refuse what a file from elsewhere may hold against the types', () => {
    // A file is JSON: what the types rule out can still be in it.
    const wrong = { function_call: true, model_type: 'robot', price_conditions: ['sometimes'] } as unknown;
    expect(faultsWith(wrong as Partial<ShippedModel>)).toEqual([
      'acme/chat-1: function_call is true',
      'acme/chat-1: the model type robot is unknown',
      'acme/chat-1: the price condition sometimes is unknown',
    ]);
  });

  it('refuse a model of a provider that is not there', () => {
    expect(faultsOf({ models: [...shipped.models, chatModel()] })).toEqual(['the provider acme is missing']);
  });

  it('refuse an incomplete provenance', () => {
    expect(faultsWith({ provenance: { source: '', version: '1', as_of: '2026-09-23' } })).toHaveLength(1);
    expect(faultsWith({ provenance: { source: 'a', version: '1', as_of: 'today' } })).toHaveLength(1);
  });

  it('refuse a sequence or a day that says nothing', () => {
    expect(faultsOf({ sequence: 0 })).toEqual(['the sequence is not a positive integer']);
    expect(faultsOf({ as_of: '2026-13-01' })).toEqual(['as_of "2026-13-01" is not a day']);
  });
});
