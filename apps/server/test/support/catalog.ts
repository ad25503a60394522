import type { ShippedCatalog, ShippedModel, ShippedProvider } from '@llm-registry/catalog';
import { unknownFacts } from './unknown-facts.js';

/** A shipped model with what a test cares about; the rest is unknown. */
export function shippedModel(name: string, fields: Partial<ShippedModel> = {}): ShippedModel {
  const [provider = '', ...rest] = name.split('/');
  return {
    model_name: name,
    display_name: null,
    aliases: [],
    provider_id: provider,
    upstream_model: rest.join('/'),
    ...unknownFacts,
    price_conditions: [],
    provenance: { source: 'test', version: '1', as_of: '2026-11-01' },
    ...fields,
  };
}

function providersOf(models: readonly ShippedModel[]): ShippedProvider[] {
  const ids = [...new Set(models.map((model) => model.provider_id))];
  return ids.map((id) => ({ provider_id: id, provider_name: id, extra_kwargs: {} }));
}

/** A small catalog, so that a test can name all of it. */
export function smallCatalog(
  models: readonly ShippedModel[] = standardModels(),
  sequence = 1,
): ShippedCatalog {
  return {
    sequence,
    hash: `test-${sequence}`,
    version: `test ${sequence}`,
    as_of: '2026-11-01',
    providers: providersOf(models),
    models: [...models],
  };
}

/** What most tests inherit from: a plain model with an alias, and one with a tiered price. */
export function standardModels(): ShippedModel[] {
  return [
    shippedModel('openai/gpt-4o-mini', {
      display_name: 'GPT-4o mini',
      aliases: ['gpt-4o-mini'],
      input_cost: 0.15,
      output_cost: 0.6,
      cache_hit_input_cost: 0.075,
      max_context_window: 128_000,
      max_output_tokens: 16_384,
      streaming_support: 1,
      function_call: 1,
      image_support: 1,
      supported_params: { max_tokens: true, stream: true, tools: true, tool_choice: true, temperature: true },
    }),
    shippedModel('google/gemini-2.5-pro', {
      aliases: ['gemini-2.5-pro'],
      input_cost: 1.25,
      output_cost: 10,
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
      max_context_window: 1_048_576,
      streaming_support: 1,
    }),
    shippedModel('anthropic/claude-sonnet-4-5', {
      aliases: ['claude-sonnet-4-5'],
      input_cost: 3,
      output_cost: 15,
    }),
  ];
}
