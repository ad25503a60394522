import {
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  numberIn,
  numberOrNull,
  textIn,
  textOrNull,
} from './fields.js';
import { type Match, readMatch, readOptionalMatch } from './price-match.js';

export interface PriceProvider {
  id: string;
  /** Ids that this provider's models have wherever they are named without it. */
  claims: Match;
  /** Whose prices hold where it states none of its own. */
  fallbacks: string[];
  rows: PriceRow[];
}

export interface PriceRow {
  id: string;
  name: string | null;
  contextWindow: number | null;
  deprecated: boolean;
  matches: Match;
  /** In the order of the source: a later entry that applies wins. */
  prices: DatedPrice[];
}

export interface DatedPrice {
  /** Always, from a day on, or within hours of every day. */
  applies: { kind: 'always' } | { kind: 'from'; day: string } | { kind: 'hours' };
  rates: Rates;
}

/** Rates by the source's own unit names, `input_mtok` for instance. None at all means free. */
export type Rates = Readonly<Record<string, Rate>>;

export interface Rate {
  base: number;
  tiers: { above: number; price: number }[];
}

export type PriceSource = ReadonlyMap<string, PriceProvider>;

/** `find` is the package's own lookup, the only door to its data. */
export function readPriceSource(find: (id: string) => unknown, ids: Iterable<string>): PriceSource {
  const source = new Map<string, PriceProvider>();
  const wanted = [...ids];
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    if (source.has(id)) continue;
    const provider = readProvider(fieldsOf(find(id), `the price source's ${id}`));
    source.set(id, provider);
    wanted.push(...provider.fallbacks);
  }
  return source;
}

export function findPrice(source: PriceSource, provider: string, ids: string[]): PriceRow | null {
  const known = source.get(provider);
  if (!known) return null;
  const row = known.rows.find((candidate) => ids.some(candidate.matches));
  return row ?? firstFound(known.fallbacks, (fallback) => findPrice(source, fallback, ids));
}

function firstFound<T, R>(items: T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function readProvider(provider: Fields): PriceProvider {
  const fallbacks = provider['fallback_model_providers'] ?? [];
  return {
    id: textIn(provider, 'id'),
    claims: readOptionalMatch(provider['model_match']),
    fallbacks: listOf(fallbacks, 'fallback_model_providers').filter((id) => typeof id === 'string'),
    rows: listOf(provider['models'], 'models').map((row) => readRow(fieldsOf(row, 'a price row'))),
  };
}

function readRow(row: Fields): PriceRow {
  return {
    id: textIn(row, 'id'),
    name: textOrNull(row['name']),
    contextWindow: numberOrNull(row['context_window']),
    deprecated: row['deprecated'] === true,
    matches: readMatch(row['match']),
    prices: readPrices(row['prices']),
  };
}

export function readPrices(prices: unknown): DatedPrice[] {
  if (isFields(prices)) return [{ applies: { kind: 'always' }, rates: readRates(prices) }];
  return listOf(prices, 'prices').map((entry) => readDatedPrice(fieldsOf(entry, 'a price')));
}

function readDatedPrice(entry: Fields): DatedPrice {
  return {
    applies: readConstraint(entry['constraint']),
    rates: readRates(fieldsOf(entry['prices'], 'prices')),
  };
}

function readConstraint(constraint: unknown): DatedPrice['applies'] {
  if (constraint === undefined) return { kind: 'always' };
  const fields = fieldsOf(constraint, 'a constraint');
  if (fields['type'] === 'start_date') return { kind: 'from', day: textIn(fields, 'start_date') };
  if (fields['type'] === 'time_of_date') return { kind: 'hours' };
  throw new Error(`the price constraint ${JSON.stringify(constraint)} is unknown`);
}

function readRates(prices: Fields): Rates {
  const stated = Object.entries(prices).filter(([, price]) => price !== undefined);
  return Object.fromEntries(stated.map(([unit, price]) => [unit, readRate(price)]));
}

function readRate(price: unknown): Rate {
  if (typeof price === 'number') return { base: price, tiers: [] };
  const fields = fieldsOf(price, 'a rate');
  const tiers = listOf(fields['tiers'], 'tiers').map((tier) => fieldsOf(tier, 'a tier'));
  return {
    base: numberIn(fields, 'base'),
    tiers: tiers.map((tier) => ({ above: numberIn(tier, 'start'), price: numberIn(tier, 'price') })),
  };
}
