import type { ShippedModel } from './catalog.js';

/** A model in which nothing is wrong, for tests to bend one field of. */
export function chatModel(changes: Partial<ShippedModel> = {}): ShippedModel {
  return {
    model_name: 'acme/chat-1',
    display_name: 'Chat 1',
    aliases: ['chat-1'],
    provider_id: 'acme',
    upstream_model: 'chat-1',
    input_cost: 2.5,
    output_cost: 0,
    cache_hit_input_cost: null,
    cache_creation_input_cost: null,
    price_tiers: null,
    price_conditions: [],
    max_context_window: 128_000,
    max_output_tokens: null,
    streaming_support: 1,
    function_call: 0,
    image_support: null,
    model_type: 'chat',
    supported_params: { max_tokens: true, stream: true },
    provenance: { source: 'a-source', version: '1.0.0', as_of: '2026-09-23' },
    ...changes,
  };
}
