import type { Model } from '@llm-registry/api-types';
import { costFields, type Definition, flagFields, windowFields } from './definition.js';
import { computeSupportedParams } from './supported-params.js';

/** An effective model: its answer without the provider, which is joined by id when it is read. */
export interface Effective {
  answer: Omit<Model, 'provider'>;
  providerId: string | null;
}

/** What an own model's effective values are computed from. */
export interface OwnModel {
  name: string;
  definition: Definition;
  /** The resolved base; equal to the name means the shipped model of that name. */
  baseName: string | null;
  /** The shipped aliases of the name, for a shadow. */
  aliases: readonly string[];
  createdAt: string;
  updatedAt: string;
}

/** True when there is no base or the model has its own provider; what is set wins. */
function calledByCustomName({ definition, baseName }: OwnModel): boolean {
  return definition.is_called_by_custom_name ?? (baseName === null || definition.provider_id !== undefined);
}

function upstreamModel(own: OwnModel, base: Effective | null): string | null {
  if (own.definition.upstream_model !== undefined) return own.definition.upstream_model;
  return calledByCustomName(own) ? own.name : (base?.answer.upstream_model ?? null);
}

/** Own value, else the base's, else unknown. Zero is a value. */
function inherited<Field extends (typeof costFields | typeof windowFields | typeof flagFields)[number]>(
  field: Field,
  own: OwnModel,
  base: Effective | null,
): Model[Field] {
  // Definition and Model agree in each of these fields but for null, which the compiler cannot follow through a union.
  return (own.definition[field] ?? base?.answer[field] ?? null) as Model[Field];
}

/** Tiers and conditions describe the shipped price; they mean nothing beside a cost that somebody set. */
function priceShape(own: OwnModel, base: Effective | null): Pick<Model, 'price_tiers' | 'price_conditions'> {
  const ownCost = costFields.some((field) => own.definition[field] !== undefined);
  if (ownCost || base === null) return { price_tiers: null, price_conditions: [] };
  return { price_tiers: base.answer.price_tiers, price_conditions: base.answer.price_conditions };
}

/**
 * The effective values of an own model: own value, else the base's effective value, else the default.
 * @param base the effective base, null for a root
 */
export function effectiveModel(own: OwnModel, base: Effective | null): Effective {
  const value = <Field extends (typeof costFields | typeof windowFields | typeof flagFields)[number]>(field: Field) =>
    inherited(field, own, base);
  const flags = {
    streaming_support: value('streaming_support'),
    function_call: value('function_call'),
    image_support: value('image_support'),
  };
  const { definition } = own;
  return {
    providerId: definition.provider_id ?? base?.providerId ?? null,
    answer: {
      id: own.name,
      model_name: own.name,
      display_name: definition.display_name ?? own.name,
      base_model_name: own.baseName,
      aliases: [...own.aliases],
      upstream_model: upstreamModel(own, base),
      affiliation_category: 'custom',
      is_called_by_custom_name: calledByCustomName(own),
      input_cost: value('input_cost'),
      output_cost: value('output_cost'),
      cache_hit_input_cost: value('cache_hit_input_cost'),
      cache_creation_input_cost: value('cache_creation_input_cost'),
      ...priceShape(own, base),
      max_context_window: value('max_context_window'),
      max_output_tokens: value('max_output_tokens'),
      ...flags,
      source: 'db',
      model_type: definition.model_type ?? base?.answer.model_type ?? 'chat',
      supported_params: computeSupportedParams(
        base?.answer.supported_params ?? {},
        flags,
        definition.supported_params_override,
      ),
      throughput: null,
      provenance: null,
      created_at: own.createdAt,
      updated_at: own.updatedAt,
    },
  };
}
