/** The catalog as the registry uses it: every field present, null where the sources know nothing. */
export interface ShippedCatalog {
  /** Says which of two catalogs is newer. */
  sequence: number;
  /** SHA-256 (hex) of the content: says which catalog this is. */
  hash: string;
  /** The versions of both sources, joined by `+`. */
  version: string;
  /** The day the sources describe, YYYY-MM-DD. */
  as_of: string;
  providers: ShippedProvider[];
  models: ShippedModel[];
}

export interface ShippedProvider {
  provider_id: string;
  provider_name: string;
  extra_kwargs: { base_url?: string };
}

export interface ShippedModel extends Costs {
  model_name: string;
  display_name: string | null;
  aliases: string[];
  provider_id: string;
  upstream_model: string;
  price_tiers: PriceTier[] | null;
  price_conditions: PriceCondition[];
  max_context_window: number | null;
  max_output_tokens: number | null;
  streaming_support: Flag;
  function_call: Flag;
  image_support: Flag;
  model_type: ModelType;
  supported_params: Record<string, boolean | { [key: string]: unknown }>;
  provenance: Provenance;
}

/** USD per million tokens. Zero is free, null is unknown; the two are never the same. */
export interface Costs {
  input_cost: number | null;
  output_cost: number | null;
  cache_hit_input_cost: number | null;
  cache_creation_input_cost: number | null;
}

/** Reprices the whole request once its input exceeds the threshold. */
export interface PriceTier extends Costs {
  above_input_tokens: number;
}

export interface Provenance {
  source: string;
  version: string;
  as_of: string;
}

export type Flag = 0 | 1 | null;

export const COST_FIELDS = [
  'input_cost',
  'output_cost',
  'cache_hit_input_cost',
  'cache_creation_input_cost',
] as const satisfies readonly (keyof Costs)[];

export const FLAG_FIELDS = ['streaming_support', 'function_call', 'image_support'] as const;

export const MODEL_TYPES = ['chat', 'embedding', 'image', 'audio', 'video', 'rerank', 'moderation'] as const;
export type ModelType = (typeof MODEL_TYPES)[number];

export const PRICE_CONDITIONS = ['tiered', 'time_of_day', 'non_token'] as const;
export type PriceCondition = (typeof PRICE_CONDITIONS)[number];
