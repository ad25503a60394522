import type { ShippedModel } from '../catalog.js';
import { modelName } from '../encoding.js';
import { isDisplayName } from '../names.js';
import type { Candidate } from './aliases.js';
import { priceOnlyCapabilities, rowCapabilities } from './capabilities.js';
import type { ModelRow } from './model-source.js';
import { modelType, typeFromName } from './model-type.js';
import type { PriceRow } from './price-source.js';
import { FROM_BOTH, FROM_MODELS, FROM_PRICES } from './provenance.js';
import type { ProviderRule } from './providers.js';
import { type Quote, quoteOn } from './quote.js';
import { priceRow } from './row-price.js';
import { AS_OF } from './sources.js';

/** A row of the model source, with the price source's row for the same model where it has one. */
export function mapModelRow(rule: ProviderRule, row: ModelRow, priced: PriceRow | null): Candidate[] {
  const type = modelType(row.kind, row.id);
  if (type === null || isModeOfAnother(row)) return [];
  const { quoted, ...price } = priceRow(row.id, row.cost, priced && quoteOn(AS_OF, priced.prices));
  const model: ShippedModel = {
    ...identity(rule, row.id, row.name),
    ...priceFields(price),
    max_context_window: limit(row.contextWindow) ?? limit(priced?.contextWindow ?? null),
    max_output_tokens: limit(row.maxTokens),
    ...rowCapabilities(row, type),
    model_type: type,
    provenance: quoted || (!row.contextWindow && priced?.contextWindow) ? FROM_BOTH : FROM_MODELS,
  };
  return [{ model, firstParty: rule.firstParty, priceOnly: false }];
}

export function mapPriceRow(rule: ProviderRule, row: PriceRow): Candidate {
  const type = typeFromName(row.id);
  const quote = quoteOn(AS_OF, row.prices);
  const model: ShippedModel = {
    ...identity(rule, row.id, row.name),
    ...priceFields(type === 'embedding' || type === 'rerank' ? withoutOutput(quote) : quote),
    max_context_window: limit(row.contextWindow),
    max_output_tokens: null,
    ...priceOnlyCapabilities(row.id, type),
    model_type: type,
    provenance: FROM_PRICES,
  };
  return { model, firstParty: rule.firstParty, priceOnly: true };
}

/** The model source gives a thinking mode a row of its own, which no API knows by that name. */
function isModeOfAnother(row: ModelRow): boolean {
  return row.requestModelId !== null && row.requestModelId !== row.id;
}

function identity({ provider_id }: ProviderRule, id: string, name: string | null) {
  return {
    model_name: modelName(provider_id, id),
    display_name: name !== null && isDisplayName(name) ? name : null,
    aliases: [],
    provider_id,
    upstream_model: id,
  };
}

function priceFields({ costs, tiers, conditions }: Quote) {
  return { ...costs, price_tiers: tiers, price_conditions: conditions };
}

/** These answer with numbers and bill the input alone: a price source that names no output price means zero. */
function withoutOutput(quote: Quote): Quote {
  const { input_cost, output_cost } = quote.costs;
  if (input_cost === null) return quote;
  return { ...quote, costs: { ...quote.costs, output_cost: output_cost ?? 0 } };
}

function limit(tokens: number | null): number | null {
  return tokens !== null && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : null;
}
