/** The facts of a model of which only its name is known. */
export const unknownFacts = {
  input_cost: null,
  output_cost: null,
  cache_hit_input_cost: null,
  cache_creation_input_cost: null,
  price_tiers: null,
  max_context_window: null,
  max_output_tokens: null,
  streaming_support: null,
  function_call: null,
  image_support: null,
  model_type: 'chat',
  supported_params: {},
} as const;
