import { type Model, supports } from '@llm-registry/client';
import type { Capability, Filters, PriceRange } from '../view/view-state.js';
import { compareDecimals, plainDecimal } from './decimal.js';

/** A model with what is asked of it on each key stroke. */
export interface FoundModel {
  model: Model;
  /** All that is searched, in lower case. */
  text: string;
}

/** Prepares models to be found: once, when they have come. */
export function findable(models: readonly Model[]): FoundModel[] {
  return models.map((model) => ({ model, text: searchedText(model) }));
}

function searchedText({ model_name, display_name, aliases, upstream_model, provider }: Model): string {
  const provided = provider === null ? [] : [provider.provider_id, provider.provider_name];
  return [model_name, display_name, upstream_model ?? '', ...aliases, ...provided].join('\n').toLowerCase();
}

/**
 * The models that match all of the filters: every word is somewhere in names, aliases or provider; one of the chosen providers
 * and types; all of the capabilities, and known to have them; a context and prices that are known and in range.
 */
export function find(models: readonly FoundModel[], filters: Filters): FoundModel[] {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = testsOf(filters);
  return models.filter(
    ({ model, text }) => words.every((word) => text.includes(word)) && tests.every((test) => test(model)),
  );
}

type Test = (model: Model) => boolean;

function testsOf(filters: Filters): Test[] {
  const { providers, types, capabilities, minContext, input, output } = filters;
  const all: [boolean, Test][] = [
    [providers.length > 0, ({ provider }) => provider !== null && providers.includes(provider.provider_id)],
    [types.length > 0, ({ model_type }) => types.includes(model_type)],
    [capabilities.length > 0, (model) => capabilities.every((capability) => can(model, capability))],
    [minContext > 0, ({ max_context_window: window }) => window !== null && window >= minContext],
    [isBounded(input), ({ input_cost }) => isWithin(input_cost, input)],
    [isBounded(output), ({ output_cost }) => isWithin(output_cost, output)],
  ];
  return all.filter(([isAsked]) => isAsked).map(([, test]) => test);
}

function can(model: Model, capability: Capability): boolean {
  return supports(model, capability) === 'yes';
}

function isBounded({ from, to }: PriceRange): boolean {
  return from !== '' || to !== '';
}

function isWithin(price: number | null, { from, to }: PriceRange): boolean {
  if (price === null) return false;
  const text = plainDecimal(price);
  return (from === '' || compareDecimals(text, from) >= 0) && (to === '' || compareDecimals(text, to) <= 0);
}

/** How many models each provider has, by name of the provider. */
export function providersOf(models: readonly FoundModel[]): { id: string; name: string; count: number }[] {
  const found = new Map<string, { id: string; name: string; count: number }>();
  for (const { model } of models) {
    if (model.provider === null) continue;
    const { provider_id: id, provider_name: name } = model.provider;
    found.set(id, { id, name, count: (found.get(id)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
