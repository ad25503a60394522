import type { ShippedCatalog, ShippedProvider } from '../catalog.js';
import { type Candidate, withAliases } from './aliases.js';
import { statedBaseUrl } from './base-url.js';
import { mapModelRow, mapPriceRow } from './map-model.js';
import type { ModelRow, ModelSource } from './model-source.js';
import { priceOnlyRows } from './price-only.js';
import { findPrice, type PriceSource } from './price-source.js';
import { PROVIDER_RULES, type ProviderRule } from './providers.js';
import { AS_OF, MODEL_SOURCE, PRICE_SOURCE } from './sources.js';

export type CatalogDraft = Omit<ShippedCatalog, 'sequence' | 'hash'>;

/** The whole mapping: both sources in, the catalog out, in an order that depends on the names alone. */
export function assembleCatalog(models: ModelSource, prices: PriceSource): CatalogDraft {
  const candidates = PROVIDER_RULES.flatMap((rule) => mapProvider(rule, rowsOf(rule, models), prices));
  return {
    version: `${MODEL_SOURCE.version}+${PRICE_SOURCE.version}`,
    as_of: AS_OF,
    providers: PROVIDER_RULES.map((rule) => describe(rule, rowsOf(rule, models))).sort(
      by((p) => p.provider_id),
    ),
    models: withAliases(candidates).sort(by((model) => model.model_name)),
  };
}

function rowsOf(rule: ProviderRule, models: ModelSource): readonly ModelRow[] {
  if (rule.modelKey === null) return [];
  const rows = models.get(rule.modelKey);
  if (!rows) throw new Error(`the model source no longer has ${rule.modelKey}`);
  return rows;
}

function mapProvider(rule: ProviderRule, rows: readonly ModelRow[], prices: PriceSource): Candidate[] {
  const spelledForPrices = rule.priceIds ?? ((id: string) => [id]);
  const priceOf = ({ id }: ModelRow) =>
    rule.priceKey === null ? null : findPrice(prices, rule.priceKey, spelledForPrices(id));
  const ids = rows.map((row) => row.id);
  return [
    ...rows.flatMap((row) => mapModelRow(rule, row, priceOf(row))),
    ...priceOnlyRows(rule, ids, prices).map((row) => mapPriceRow(rule, row)),
  ];
}

function describe({ provider_id, provider_name }: ProviderRule, rows: readonly ModelRow[]): ShippedProvider {
  return { provider_id, provider_name, extra_kwargs: statedBaseUrl(rows) };
}

/** By code unit: the order must not depend on the locale of whoever refreshes. */
function by<T>(key: (item: T) => string) {
  return (a: T, b: T) => (key(a) < key(b) ? -1 : 1);
}
