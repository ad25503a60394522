import type { TokenUsage } from '@llm-registry/client';
import type { ShippedModel } from '../../catalog.js';
import { type Fields, fieldsOf, isFields, listOf, numberIn } from '../fields.js';
import { PROVIDER_RULES } from '../providers.js';
import { PRICE_SOURCE } from '../sources.js';
import type { Answer } from './answers.js';
import { usagesAround } from './usages.js';

/** The price source's `calcPrice`: usage in its own words, the id of a model, where and when. */
export type CalcPrice = (usage: object, id: string, options: object) => unknown;

/** What the calculator says about the models whose price it had a say in, at one moment. */
export function askCalculator(calcPrice: CalcPrice, models: readonly ShippedModel[], at: Date): Answer[] {
  return models
    .filter(({ provenance }) => provenance.source.includes(PRICE_SOURCE.name))
    .flatMap((model) => askAbout(model, calcPrice, at) ?? []);
}

function askAbout(model: ShippedModel, calcPrice: CalcPrice, at: Date): Answer | null {
  const ask = (usage: TokenUsage) =>
    firstKnown(idsOf(model), (id) =>
      calcPrice(inItsWords(usage), id, { providerId: ruleOf(model)?.priceKey, timestamp: at }),
    );
  const known = ask(NO_TOKENS);
  if (!known) return null;
  const rates = fieldsOf(known['model_price'], 'the price of a model');
  const calls = usagesAround(thresholdsOf(rates)).map((usage) => {
    return { usage, usd: numberIn(fieldsOf(ask(usage), 'an answer'), 'total_price') };
  });
  return { model_name: model.model_name, states: statedCachePrices(rates), calls };
}

const NO_TOKENS: TokenUsage = { input_tokens: 0, cached_tokens: 0, cache_write_tokens: 0, output_tokens: 0 };

function inItsWords({ input_tokens, cached_tokens, cache_write_tokens, output_tokens }: TokenUsage): object {
  return {
    input_tokens,
    cache_read_tokens: cached_tokens,
    cache_write_tokens,
    output_tokens,
  };
}

function ruleOf({ provider_id }: ShippedModel) {
  return PROVIDER_RULES.find((rule) => rule.provider_id === provider_id);
}

function idsOf(model: ShippedModel): string[] {
  return ruleOf(model)?.priceIds?.(model.upstream_model) ?? [model.upstream_model];
}

function firstKnown(ids: readonly string[], ask: (id: string) => unknown): Fields | null {
  for (const id of ids) {
    const answer = ask(id);
    if (isFields(answer)) return answer;
  }
  return null;
}

function statedCachePrices(rates: Fields): Answer['states'] {
  const states: Answer['states'] = [];
  if (rates['cache_read_mtok'] !== undefined) states.push('cache_hit_input_cost');
  if (rates['cache_write_mtok'] !== undefined) states.push('cache_creation_input_cost');
  return states;
}

function thresholdsOf(rates: Fields): number[] {
  const tiers = Object.values(rates).flatMap((rate) =>
    isFields(rate) ? listOf(rate['tiers'], 'tiers') : [],
  );
  return [...new Set(tiers.map((tier) => numberIn(fieldsOf(tier, 'a tier'), 'start')))].sort((a, b) => a - b);
}
