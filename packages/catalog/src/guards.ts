import {
  COST_FIELDS,
  type Costs,
  FLAG_FIELDS,
  MODEL_TYPES,
  PRICE_CONDITIONS,
  type ShippedCatalog,
  type ShippedModel,
} from './catalog.js';
import { modelName } from './encoding.js';
import { isDisplayName, isModelName, isProviderId } from './names.js';
import { WELL_KNOWN_PRICES, type WellKnownPrice } from './well-known.js';

export interface GuardOptions {
  /**
   * How many times a well-known price may be off. 1 (the default) is for the catalog this version ships; 10 is for
   * a newer file, whose prices may have moved but not from per-million to per-token.
   */
  priceTolerance?: number;
}

const MIN_MODELS = 2000;
const MAX_COST = 1e9;
const MAX_DECIMALS = 9;

/** Everything that is wrong with a catalog, in sentences. A catalog with a fault must not be written or served. */
export function catalogFaults(catalog: ShippedCatalog, { priceTolerance = 1 }: GuardOptions = {}): string[] {
  return [
    ...headFaults(catalog),
    ...providerFaults(catalog),
    ...nameFaults(catalog),
    ...catalog.models.flatMap(modelFaults),
    ...WELL_KNOWN_PRICES.flatMap((known) => wellKnownFaults(known, catalog, priceTolerance)),
  ];
}

function headFaults(catalog: ShippedCatalog): string[] {
  const faults: string[] = [];
  if (!(Number.isSafeInteger(catalog.sequence) && catalog.sequence > 0))
    faults.push('the sequence is not a positive integer');
  if (!isDay(catalog.as_of)) faults.push(`as_of "${catalog.as_of}" is not a day`);
  if (catalog.models.length <= MIN_MODELS)
    faults.push(`${catalog.models.length} models are not over ${MIN_MODELS}`);
  return faults;
}

function providerFaults(catalog: ShippedCatalog): string[] {
  const ids = catalog.providers.map((provider) => provider.provider_id);
  const known = new Set(ids);
  const unknown = new Set(catalog.models.map((model) => model.provider_id).filter((id) => !known.has(id)));
  return [
    ...ids.filter((id) => !isProviderId(id)).map((id) => `"${id}" is no provider id`),
    ...repeated(ids).map((id) => `the provider ${id} is there twice`),
    ...[...unknown].map((id) => `the provider ${id} is missing`),
    ...catalog.providers
      .filter((provider) => !provider.provider_name)
      .map(({ provider_id }) => `${provider_id} has no name`),
  ];
}

/** A name and an alias live in one namespace: either one may be asked for. */
function nameFaults(catalog: ShippedCatalog): string[] {
  const names = catalog.models.flatMap((model) => [model.model_name, ...model.aliases]);
  return [
    ...names.filter((name) => !isModelName(name)).map((name) => `"${name}" is no model name`),
    ...repeated(names).map((name) => `the name ${name} is there twice`),
  ];
}

function modelFaults(model: ShippedModel): string[] {
  const faults = [
    ...identityFaults(model),
    ...costFaults(model),
    ...tierFaults(model),
    ...limitFaults(model),
    ...valueFaults(model),
  ];
  return faults.map((fault) => `${model.model_name}: ${fault}`);
}

function identityFaults(model: ShippedModel): string[] {
  const faults: string[] = [];
  if (model.model_name !== modelName(model.provider_id, model.upstream_model))
    faults.push('the name is not provider/id');
  if (model.display_name !== null && !isDisplayName(model.display_name))
    faults.push('the display name is malformed');
  const { source, version, as_of } = model.provenance;
  if (!source || !version || !isDay(as_of)) faults.push('the provenance is incomplete');
  return faults;
}

function costFaults(costs: Costs): string[] {
  return COST_FIELDS.filter((field) => !isCost(costs[field])).map((field) => `${field} is ${costs[field]}`);
}

function isCost(cost: unknown): boolean {
  if (cost === null) return true;
  if (typeof cost !== 'number' || !(cost >= 0 && cost <= MAX_COST)) return false;
  return Number(cost.toFixed(MAX_DECIMALS)) === cost;
}

function tierFaults(model: ShippedModel): string[] {
  const { price_tiers: tiers, price_conditions: conditions } = model;
  if (tiers === null) return conditions.includes('tiered') ? ['it is tiered and has no tiers'] : [];
  const faults = tiers.flatMap(costFaults);
  if (tiers.length === 0) faults.push('its list of tiers is empty');
  if (!conditions.includes('tiered')) faults.push('it has tiers and is not tiered');
  if (!ascends(tiers.map((tier) => tier.above_input_tokens))) faults.push('its tiers do not ascend');
  return faults;
}

function limitFaults(model: ShippedModel): string[] {
  return (['max_context_window', 'max_output_tokens'] as const)
    .filter((field) => model[field] !== null && !isCount(model[field]))
    .map((field) => `${field} is ${model[field]}`);
}

function valueFaults(model: ShippedModel): string[] {
  const faults = FLAG_FIELDS.filter((field) => ![0, 1, null].includes(model[field])).map(
    (field) => `${field} is ${model[field]}`,
  );
  if (!MODEL_TYPES.includes(model.model_type)) faults.push(`the model type ${model.model_type} is unknown`);
  if (!Object.values(model.supported_params).every(isParameter))
    faults.push('a supported parameter is malformed');
  const strange = model.price_conditions.filter((condition) => !PRICE_CONDITIONS.includes(condition));
  return [...faults, ...strange.map((condition) => `the price condition ${condition} is unknown`)];
}

function isParameter(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null);
}

function wellKnownFaults(known: WellKnownPrice, catalog: ShippedCatalog, tolerance: number): string[] {
  const model = catalog.models.find((candidate) => candidate.model_name === known.model_name);
  if (!model) return [`the well-known ${known.model_name} is missing`];
  return (['input_cost', 'output_cost'] as const)
    .filter((field) => !isWithin(model[field], known[field], tolerance))
    .map(
      (field) => `the well-known ${known.model_name} has ${field} ${model[field]}, expected ${known[field]}`,
    );
}

function isWithin(cost: number | null, expected: number, tolerance: number): boolean {
  return cost !== null && cost <= expected * tolerance && cost * tolerance >= expected;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isDay(text: unknown): boolean {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function ascends(values: number[]): boolean {
  return values.every((value, index) => isCount(value) && value > (values[index - 1] ?? 0));
}

function repeated(values: string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
