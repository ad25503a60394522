import type { CatalogVisibility } from '@llm-registry/api-types';

/** Rows as they are stored. Flags are 0, 1 or null; times are ISO 8601 UTC text; JSON is text. */

export interface OrganizationRow {
  id: string;
  /** The organization's own count of changes. What is answered as its revision counts the catalogs too. */
  revision: number;
  catalog: string;
  own_count: number;
  hidden_count: number;
  catalog_visibility: CatalogVisibility;
  created_at: string;
}

export interface CatalogLayerRow {
  id: string;
  sequence: number;
  model_count: number;
  version: string;
  as_of: string;
  loaded_at: string;
  /** How many catalogs the database had had when this one was loaded, it included. */
  ordinal: number;
}

export interface AliasRow {
  layer: string;
  alias: string;
  name: string;
}

export interface ModelRow {
  layer: string;
  name: string;
  definition: string | null;
  base_name: string | null;
  implicit_base: string | null;
  retired: number;
  display_name: string;
  upstream_model: string | null;
  provider_id: string | null;
  model_type: string;
  /** Costs are text of fixed width, see `models/cost.ts`. */
  input_cost: string | null;
  output_cost: string | null;
  cache_hit_input_cost: string | null;
  cache_creation_input_cost: string | null;
  max_context_window: number | null;
  max_output_tokens: number | null;
  streaming_support: number | null;
  function_call: number | null;
  image_support: number | null;
  is_called_by_custom_name: number;
  name_fold: string;
  display_fold: string;
  base_fold: string | null;
  upstream_fold: string | null;
  provider_fold: string | null;
  created_at: string | null;
  updated_at: string | null;
  answer: string;
  /**
   * When the answer last changed: of an own model the organization's revision, of a shipped one, whose provider counts
   * too, the ordinal of the catalog.
   */
  revision: number;
}

export interface ProviderRow {
  layer: string;
  provider_id: string;
  provider_name: string;
  definition: string | null;
  key_ids: string;
  created_at: string | null;
  updated_at: string | null;
  answer: string;
}

export interface ApiKeyRow {
  id: string;
  organization: string;
  name: string;
  role: string;
  hash: string;
  expires_at: string | null;
  created_at: string;
  last_used_at: string | null;
}

export interface ChangeRow {
  organization: string;
  /** The organization's own count of changes, which newer catalogs do not raise. */
  revision: number;
  at: string;
  principal: string;
  operation: string;
  kind: string;
  name: string;
  stored: string | null;
  /** The ordinal of the catalog that the organization read then; null where a program wrote it that kept none. */
  catalog: number | null;
}
