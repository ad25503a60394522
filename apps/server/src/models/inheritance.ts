import type { Model } from '@llm-registry/api-types';
import { costFields, type Definition } from './definition.js';
import { computeSupportedParams } from './supported-params.js';

/** A model's answer without its provider, which is joined by id when it is read. */
export type Answer = Omit<Model, 'provider'>;

export interface Effective {
  answer: Answer;
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

/** Where one model has a value from. `base` leaves the question to its base, `shipped` is the model that it shadows. */
export type Source = 'own' | 'base' | 'shipped' | 'default' | 'computed';

export interface Sourced<Value> {
  value: Value;
  source: Source;
}

/** Every field of an own model's answer with where it is from. What is answered and what is explained are both this. */
export type SourcedModel = { [Field in keyof Answer]: Sourced<Answer[Field]> } & {
  provider_id: Sourced<string | null>;
};

const own = <Value>(value: Value): Sourced<Value> => ({ value, source: 'own' });
const fromBase = <Value>(value: Value): Sourced<Value> => ({ value, source: 'base' });
const byDefault = <Value>(value: Value): Sourced<Value> => ({ value, source: 'default' });
const computed = <Value>(value: Value): Sourced<Value> => ({ value, source: 'computed' });

/** Own value, else the base's, else the default. Zero is a value. */
function inherited<Value>(set: Value | undefined, base: Value | undefined, otherwise: Value): Sourced<Value> {
  if (set !== undefined) return own(set);
  return base === undefined ? byDefault(otherwise) : fromBase(base);
}

/** True when there is no base or the model has its own provider; what is set wins. */
function calledByCustomName({ definition, baseName }: OwnModel): Sourced<boolean> {
  const { is_called_by_custom_name: set, provider_id: provider } = definition;
  return set === undefined ? computed(baseName === null || provider !== undefined) : own(set);
}

/** A base that nobody gave is the one that a shadow has by itself. */
function baseModelName({ definition, baseName }: OwnModel): Sourced<string | null> {
  if (baseName === null) return byDefault(null);
  return definition.base_model_name === undefined ? computed(baseName) : own(baseName);
}

function upstreamModel(model: OwnModel, base: Answer | undefined): Sourced<string | null> {
  const set = model.definition.upstream_model;
  if (set === undefined && calledByCustomName(model).value) return computed(model.name);
  return inherited(set, base?.upstream_model, null);
}

/** Tiers and conditions describe the shipped price; they mean nothing beside a cost that somebody set. */
function priceShape(
  { definition }: OwnModel,
  base: Answer | undefined,
): Pick<SourcedModel, 'price_tiers' | 'price_conditions'> {
  if (base === undefined) return { price_tiers: byDefault(null), price_conditions: byDefault([]) };
  const ownCost = costFields.some((field) => definition[field] !== undefined);
  if (ownCost) return { price_tiers: computed(null), price_conditions: computed([]) };
  return { price_tiers: fromBase(base.price_tiers), price_conditions: fromBase(base.price_conditions) };
}

function supportedParams(
  override: Definition['supported_params_override'],
  flags: Pick<SourcedModel, 'function_call' | 'streaming_support'>,
  base: Answer | undefined,
): SourcedModel['supported_params'] {
  if (base === undefined && override === undefined) return byDefault({});
  const effective = {
    function_call: flags.function_call.value,
    streaming_support: flags.streaming_support.value,
  };
  return computed(computeSupportedParams(base?.supported_params ?? {}, effective, override));
}

/**
 * The effective values of an own model and where each is from: own value, else the base's effective value, else the
 * default.
 * @param effectiveBase null for a root
 */
export function sourcedModel(model: OwnModel, effectiveBase: Effective | null): SourcedModel {
  const { name, definition: set } = model;
  const base = effectiveBase?.answer;
  const flags = {
    streaming_support: inherited(set.streaming_support, base?.streaming_support, null),
    function_call: inherited(set.function_call, base?.function_call, null),
    image_support: inherited(set.image_support, base?.image_support, null),
  };
  return {
    id: own(name),
    model_name: own(name),
    display_name: inherited(set.display_name, undefined, name),
    base_model_name: baseModelName(model),
    aliases: { value: [...model.aliases], source: model.aliases.length > 0 ? 'shipped' : 'default' },
    upstream_model: upstreamModel(model, base),
    affiliation_category: computed('custom'),
    is_called_by_custom_name: calledByCustomName(model),
    input_cost: inherited(set.input_cost, base?.input_cost, null),
    output_cost: inherited(set.output_cost, base?.output_cost, null),
    cache_hit_input_cost: inherited(set.cache_hit_input_cost, base?.cache_hit_input_cost, null),
    cache_creation_input_cost: inherited(
      set.cache_creation_input_cost,
      base?.cache_creation_input_cost,
      null,
    ),
    ...priceShape(model, base),
    max_context_window: inherited(set.max_context_window, base?.max_context_window, null),
    max_output_tokens: inherited(set.max_output_tokens, base?.max_output_tokens, null),
    ...flags,
    source: computed('db'),
    model_type: inherited(set.model_type, base?.model_type, 'chat'),
    supported_params: supportedParams(set.supported_params_override, flags, base),
    throughput: byDefault(null),
    provenance: byDefault(null),
    created_at: own(model.createdAt),
    updated_at: own(model.updatedAt),
    provider_id: inherited(set.provider_id, effectiveBase?.providerId, null),
  };
}

/** The effective values of an own model alone, as they are stored. */
export function effectiveModel(model: OwnModel, base: Effective | null): Effective {
  const { provider_id: provider, ...fields } = sourcedModel(model, base);
  const answer: Record<string, unknown> = {};
  // A base may have thousands that are computed anew with it: lists of entries would be most of what that costs.
  for (const field of Object.keys(fields)) answer[field] = fields[field as keyof typeof fields].value;
  // The compiler loses track of keys: these are the fields of an answer, each with its value.
  return { providerId: provider.value, answer: answer as unknown as Answer };
}
