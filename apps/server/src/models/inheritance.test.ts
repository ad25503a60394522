import { describe, expect, it } from 'vitest';
import { costFields, type Definition } from './definition.js';
import { type Answer, type Effective, effectiveModel } from './inheritance.js';

const times = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };

function model(name: string, definition: Definition, base: Effective | null = null): Effective {
  const baseName = base?.answer.model_name ?? null;
  return effectiveModel({ name, definition, baseName, aliases: [], ...times }, base);
}

const tiered: Effective = {
  providerId: 'google',
  answer: {
    ...model('google/gemini', { input_cost: 1.25, output_cost: 10, max_context_window: 1_000_000 }).answer,
    upstream_model: 'gemini',
    price_tiers: [
      {
        above_input_tokens: 200_000,
        input_cost: 2.5,
        output_cost: 15,
        cache_hit_input_cost: null,
        cache_creation_input_cost: null,
      },
    ],
    price_conditions: ['tiered'],
    streaming_support: 1,
    model_type: 'embedding',
  },
};

describe('an effective value', () => {
  it('is the own one before the base’s', () => {
    expect(model('acme/x', { input_cost: 2 }, tiered).answer).toMatchObject({
      input_cost: 2,
      output_cost: 10,
    });
  });

  it('of zero wins over an inherited one: free is not unknown', () => {
    const { answer } = model('acme/x', { input_cost: 0, streaming_support: 0 }, tiered);
    expect(answer).toMatchObject({ input_cost: 0, streaming_support: 0 });
  });

  it('is unknown, not zero, where nobody set it', () => {
    const { answer } = model('acme/x', {}, tiered);
    expect(answer).toMatchObject({
      cache_hit_input_cost: null,
      function_call: null,
      max_output_tokens: null,
    });
  });

  it('is the default where there is no base', () => {
    expect(model('acme/x', {})).toEqual({
      providerId: null,
      answer: {
        id: 'acme/x',
        model_name: 'acme/x',
        display_name: 'acme/x',
        base_model_name: null,
        aliases: [],
        upstream_model: 'acme/x',
        affiliation_category: 'custom',
        is_called_by_custom_name: true,
        input_cost: null,
        output_cost: null,
        cache_hit_input_cost: null,
        cache_creation_input_cost: null,
        price_tiers: null,
        price_conditions: [],
        max_context_window: null,
        max_output_tokens: null,
        streaming_support: null,
        function_call: null,
        image_support: null,
        source: 'db',
        model_type: 'chat',
        supported_params: {},
        throughput: null,
        provenance: null,
        created_at: times.createdAt,
        updated_at: times.updatedAt,
      } satisfies Answer,
    });
  });

  it('of provider, windows, flags and type is inherited', () => {
    const { providerId, answer } = model('acme/x', {}, tiered);
    expect(providerId).toBe('google');
    expect(answer).toMatchObject({
      max_context_window: 1_000_000,
      streaming_support: 1,
      model_type: 'embedding',
    });
  });

  it('of the display name is not', () => {
    const base = model('acme/base', { display_name: 'The base' });
    expect(model('acme/x', {}, base).answer.display_name).toBe('acme/x');
  });
});

describe('tiers and conditions of a price', () => {
  it('are inherited while the model sets no cost of its own', () => {
    const { answer } = model('acme/x', { max_output_tokens: 5 }, tiered);
    expect(answer).toMatchObject({ price_tiers: tiered.answer.price_tiers, price_conditions: ['tiered'] });
  });

  it.each(costFields)('end where %s is set, also further down', (field) => {
    const priced = model('acme/x', { [field]: 0 }, tiered);
    expect(priced.answer).toMatchObject({ price_tiers: null, price_conditions: [] });
    expect(model('acme/y', {}, priced).answer).toMatchObject({ price_tiers: null, price_conditions: [] });
  });
});

describe('is_called_by_custom_name', () => {
  it.each([
    ['a root', {}, null, true],
    ['a model on a base', {}, tiered, false],
    ['a model on a base with a provider of its own', { provider_id: 'acme' }, tiered, true],
    ['a root that says no', { is_called_by_custom_name: false }, null, false],
    ['a model on a base that says yes', { is_called_by_custom_name: true }, tiered, true],
    [
      'a model with its own provider that says no',
      { provider_id: 'acme', is_called_by_custom_name: false },
      tiered,
      false,
    ],
  ] as const)('of %s', (_what, definition, base, expected) => {
    expect(model('acme/x', definition, base).answer.is_called_by_custom_name).toBe(expected);
  });

  it('is not inherited', () => {
    const base = model('acme/base', { is_called_by_custom_name: true }, tiered);
    expect(model('acme/x', {}, base).answer.is_called_by_custom_name).toBe(false);
  });
});

describe('the upstream model', () => {
  it.each([
    ['its own where it is set', { upstream_model: 'u', is_called_by_custom_name: true }, tiered, 'u'],
    ['its name where it is called by it', { provider_id: 'acme' }, tiered, 'acme/x'],
    ['the base’s else', {}, tiered, 'gemini'],
    ['unknown where there is no base to ask', { is_called_by_custom_name: false }, null, null],
  ] as const)('is %s', (_what, definition, base, expected) => {
    expect(model('acme/x', definition, base).answer.upstream_model).toBe(expected);
  });

  it('is the name of the base where the base is called by that', () => {
    const base = model('acme/base', {});
    expect(model('acme/x', {}, base).answer.upstream_model).toBe('acme/base');
  });
});
