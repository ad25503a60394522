import type { ShippedCatalog, ShippedModel } from '@llm-registry/catalog';
import type { AliasRow, ModelRow } from '../db/rows.js';
import type { Effective } from '../models/inheritance.js';
import { effectiveOf, modelRow } from '../models/row.js';

/** A shipped model as an effective one: nothing of it is inherited, and it is always called by its upstream name. */
function effectiveShipped(model: ShippedModel): Effective {
  return {
    providerId: model.provider_id,
    answer: {
      id: model.model_name,
      model_name: model.model_name,
      display_name: model.display_name ?? model.model_name,
      base_model_name: null,
      aliases: [...model.aliases],
      upstream_model: model.upstream_model,
      affiliation_category: 'built_in',
      is_called_by_custom_name: false,
      input_cost: model.input_cost,
      output_cost: model.output_cost,
      cache_hit_input_cost: model.cache_hit_input_cost,
      cache_creation_input_cost: model.cache_creation_input_cost,
      price_tiers: model.price_tiers && [...model.price_tiers],
      price_conditions: [...model.price_conditions],
      max_context_window: model.max_context_window,
      max_output_tokens: model.max_output_tokens,
      streaming_support: model.streaming_support,
      function_call: model.function_call,
      image_support: model.image_support,
      source: 'hardcoded',
      model_type: model.model_type,
      supported_params: model.supported_params,
      throughput: null,
      provenance: model.provenance,
      created_at: null,
      updated_at: null,
    },
  };
}

/** What a row of a layer has beside its effective values; its stamp comes from the catalog before. */
const factsIn = (layer: string, retired: boolean) =>
  ({ layer, definition: null, implicitBase: null, retired, revision: 0 }) as const;

/** The aliases among some that mean a model. */
const aliasesOf = (model: string, rows: readonly AliasRow[]): string[] =>
  rows.filter(({ name }) => name === model).map(({ alias }) => alias);

/**
 * The row of a listed model.
 * @param kept aliases of the catalog before that mean no other model now: they go on meaning this one, and so it says
 */
export function shippedModelRow(
  layer: string,
  model: ShippedModel,
  kept: readonly AliasRow[] = [],
): ModelRow {
  const aliases = [...model.aliases, ...aliasesOf(model.model_name, kept)];
  return modelRow(effectiveShipped({ ...model, aliases }), factsIn(layer, false));
}

/** What a row of a catalog layer says of its model: a name stands for a display name that was not given. */
export function shippedModelOf(row: ModelRow): ShippedModel {
  const { answer, providerId } = effectiveOf(row);
  const { provenance, upstream_model, ...facts } = answer;
  if (providerId === null || provenance === null || upstream_model === null) {
    throw new Error(`${row.name} is no row of a catalog.`);
  }
  return {
    model_name: facts.model_name,
    display_name: facts.display_name,
    aliases: facts.aliases,
    provider_id: providerId,
    upstream_model,
    input_cost: facts.input_cost,
    output_cost: facts.output_cost,
    cache_hit_input_cost: facts.cache_hit_input_cost,
    cache_creation_input_cost: facts.cache_creation_input_cost,
    price_tiers: facts.price_tiers,
    price_conditions: facts.price_conditions,
    max_context_window: facts.max_context_window,
    max_output_tokens: facts.max_output_tokens,
    streaming_support: facts.streaming_support,
    function_call: facts.function_call,
    image_support: facts.image_support,
    model_type: facts.model_type,
    supported_params: facts.supported_params,
    provenance,
  };
}

export function aliasRows(layer: string, catalog: ShippedCatalog): AliasRow[] {
  return catalog.models.flatMap(({ model_name: name, aliases }) =>
    aliases.map((alias) => ({ layer, alias, name })),
  );
}

/**
 * The row of a model that has left the catalog, as it was.
 * @param aliases those that left with it; one that means another model now is no longer its own
 */
export function retiredModelRow(layer: string, row: ModelRow, aliases: readonly AliasRow[]): ModelRow {
  const { answer, providerId } = effectiveOf(row);
  const retired = { providerId, answer: { ...answer, aliases: aliasesOf(row.name, aliases) } };
  return modelRow(retired, factsIn(layer, true));
}
