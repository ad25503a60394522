import type { PriceProvider, PriceRow, PriceSource } from './price-source.js';
import { PROVIDER_RULES, type ProviderRule } from './providers.js';

/** Entries of the price source that match ids in usage reports and name no model one could ask for. */
const NOT_A_MODEL: readonly RegExp[] = [
  /^ft:|\.ft-|-$/, // fine-tunes: the start of a name, not a name
  /^regional\./, // stands for the regional prefixes us., eu., jp., …
  /:(free|extended)$/, // a router's variants, listed under the vendor
];

/** The same, by provider: families, other hosts' spellings, and what none of the model types describes. */
const NOT_A_MODEL_OF: Readonly<Record<string, RegExp>> = {
  openai:
    /^((text-)?(ada|babbage|curie|davinci).*|computer-use|moderation|gpt-3\.5-0301|gpt-oss-.*|gpt-5-image.*|gpt-5\.4-image-2)$/,
  azure: /^(ada|babbage|curie|davinci)$/,
  google: /^(gemma-3n?|gemini-(flash|pro)-1\.5.*)$/,
  mistral: /^mistral-ocr-|-\d+x?\d*b-instruct/,
  cloudflare: /(indictrans2|m2m100|distilbert-sst)/,
};

/** The rows of one provider that only the price source has and that are models of that provider. */
export function priceOnlyRows(
  rule: ProviderRule,
  modelIds: readonly string[],
  source: PriceSource,
): readonly PriceRow[] {
  const provider = rule.priceKey === null ? undefined : source.get(rule.priceKey);
  if (!provider || !rule.keepsPriceOnlyRows) return [];
  const knownIds = new Set(modelIds.map((id) => id.toLowerCase()));
  return provider.rows.filter(
    (row) =>
      !row.deprecated &&
      !knownIds.has(row.id.toLowerCase()) &&
      !modelIds.some(row.matches) &&
      isModel(rule, row.id) &&
      !(rule.firstParty && isAnothersModel(row.id, provider, source)),
  );
}

function isModel(rule: ProviderRule, id: string): boolean {
  return !NOT_A_MODEL.some((pattern) => pattern.test(id)) && !NOT_A_MODEL_OF[rule.provider_id]?.test(id);
}

/** A platform sells other vendors' models too; on a vendor's own list, `claude-…` under Google is one of those. */
function isAnothersModel(id: string, owner: PriceProvider, source: PriceSource): boolean {
  if (owner.claims(id)) return false;
  const vendors = PROVIDER_RULES.filter((rule) => rule.firstParty && rule.priceKey !== owner.id);
  return vendors.some(({ priceKey }) => priceKey !== null && source.get(priceKey)?.claims(id));
}
