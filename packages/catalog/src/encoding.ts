import { createHash } from 'node:crypto';
import type {
  Costs,
  PriceTier,
  Provenance,
  ShippedCatalog,
  ShippedModel,
  ShippedProvider,
} from './catalog.js';

/**
 * How the catalog lies on disk. A null, an empty list and whatever follows from another field is left out,
 * and the few distinct provenances and parameter sets are written once and referred to by position.
 */
export interface CatalogFile {
  sequence: number;
  hash: string;
  content: CatalogContent;
}

export interface CatalogContent {
  version: string;
  as_of: string;
  provenances: Provenance[];
  parameter_sets: ShippedModel['supported_params'][];
  providers: ShippedProvider[];
  models: EncodedModel[];
}

type Stated<T> = { [K in keyof T]?: Exclude<T[K], null> };

type EncodedTier = Stated<Costs> & { above_input_tokens: number };

interface EncodedModel extends Stated<Omit<ShippedModel, 'price_tiers' | 'supported_params' | 'provenance'>> {
  provider_id: string;
  upstream_model: string;
  model_type: ShippedModel['model_type'];
  price_tiers?: EncodedTier[];
  /** Positions in `parameter_sets` and `provenances`. */
  parameters: number;
  provenance: number;
}

/** The hash leaves the sequence out: refreshing to the same content must not look like a new catalog. */
export function contentHash(content: CatalogContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

export function modelName(providerId: string, upstreamModel: string): string {
  return `${providerId}/${upstreamModel}`;
}

export function encodeContent(catalog: Omit<ShippedCatalog, 'sequence' | 'hash'>): CatalogContent {
  const provenances = new Interned<Provenance>();
  const parameterSets = new Interned<ShippedModel['supported_params']>();
  const models = catalog.models.map((model) => encodeModel(model, parameterSets, provenances));
  return {
    version: catalog.version,
    as_of: catalog.as_of,
    provenances: provenances.values,
    parameter_sets: parameterSets.values,
    providers: catalog.providers,
    models,
  };
}

export function decodeCatalog({ sequence, hash, content }: CatalogFile): ShippedCatalog {
  const { version, as_of, providers } = content;
  const models = content.models.map((model) => decodeModel(model, content));
  return { sequence, hash, version, as_of, providers, models };
}

function encodeModel(
  model: ShippedModel,
  parameterSets: Interned<ShippedModel['supported_params']>,
  provenances: Interned<Provenance>,
): EncodedModel {
  const {
    model_name: _,
    price_tiers,
    supported_params,
    provenance,
    aliases,
    price_conditions,
    ...rest
  } = model;
  return {
    ...stated(rest),
    provider_id: model.provider_id,
    upstream_model: model.upstream_model,
    model_type: model.model_type,
    ...(aliases.length > 0 && { aliases }),
    ...(price_tiers !== null && { price_tiers: price_tiers.map(encodeTier) }),
    ...(price_conditions.length > 0 && { price_conditions }),
    parameters: parameterSets.positionOf(supported_params),
    provenance: provenances.positionOf(provenance),
  };
}

function encodeTier({ above_input_tokens, ...costs }: PriceTier): EncodedTier {
  return { above_input_tokens, ...stated(costs) };
}

function stated<T extends object>(fields: T): Stated<T> {
  // Removing the nulls is exactly what the mapped type says; TypeScript cannot follow it through entries.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Stated<T>;
}

function decodeModel(model: EncodedModel, content: CatalogContent): ShippedModel {
  return {
    model_name: modelName(model.provider_id, model.upstream_model),
    display_name: model.display_name ?? null,
    aliases: model.aliases ?? [],
    provider_id: model.provider_id,
    upstream_model: model.upstream_model,
    ...decodeCosts(model),
    price_tiers: model.price_tiers?.map(decodeTier) ?? null,
    price_conditions: model.price_conditions ?? [],
    max_context_window: model.max_context_window ?? null,
    max_output_tokens: model.max_output_tokens ?? null,
    streaming_support: model.streaming_support ?? null,
    function_call: model.function_call ?? null,
    image_support: model.image_support ?? null,
    model_type: model.model_type,
    supported_params: at(content.parameter_sets, model.parameters),
    provenance: at(content.provenances, model.provenance),
  };
}

function decodeTier(tier: EncodedTier): PriceTier {
  return { above_input_tokens: tier.above_input_tokens, ...decodeCosts(tier) };
}

function decodeCosts(costs: Stated<Costs>): Costs {
  return {
    input_cost: costs.input_cost ?? null,
    output_cost: costs.output_cost ?? null,
    cache_hit_input_cost: costs.cache_hit_input_cost ?? null,
    cache_creation_input_cost: costs.cache_creation_input_cost ?? null,
  };
}

function at<T>(list: readonly T[], position: number): T {
  const value = list[position];
  if (value === undefined)
    throw new Error(`the catalog file refers to position ${position} of ${list.length}`);
  return value;
}

/** Keeps each distinct value once, in the order of first use, so that the same input gives the same file. */
class Interned<T> {
  readonly values: T[] = [];
  readonly #positions = new Map<string, number>();

  positionOf(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    this.#positions.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
