import type { Model } from '@llm-registry/client';
import type { FieldKind } from '../contract/field.js';
import { plainDecimal } from './decimal.js';

/** How a price is written: unknown is never a number, and 0 is free. USD per 1,000,000 tokens. */
export function priceText(price: number | null): string {
  if (price === null) return 'unknown';
  return price === 0 ? 'free' : exactUsdText(plainDecimal(price));
}

/** USD of decimal text with all of its digits. */
export function exactUsdText(decimal: string): string {
  return `$${grouped(withCents(decimal))}`;
}

/** How a number of tokens is written. */
export function tokensText(tokens: number | null): string {
  return tokens === null ? 'unknown' : grouped(String(tokens));
}

/** The same where there is little room: thousands and millions where that says it exactly enough. */
export function shortTokens(tokens: number | null): string {
  if (tokens === null) return 'unknown';
  if (tokens >= 1_000_000) return `${trimmed(tokens / 1_000_000)}M`;
  return tokens >= 1000 ? `${trimmed(tokens / 1000)}K` : String(tokens);
}

/** USD of an exact sum, rounded to cents, or to two digits where it is less than that. */
export function usdText(usd: string): string {
  if (/^0(\.0+)?$/.test(usd)) return '$0';
  const small = /^0\.0/.test(usd);
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    ...(small ? { maximumSignificantDigits: 2 } : {}),
  });
  // Formats decimal text without a way through binary fractions.
  return format.format(usd as `${number}`);
}

/** Who serves it, by name. */
export function providerText({ provider }: Pick<Model, 'provider'>): string {
  return provider === null ? 'unknown' : provider.provider_name;
}

const flags = new Map<unknown, string>([
  [1, 'yes'],
  [0, 'no'],
]);

/** A flag: 1, 0 or unknown. */
export function flagText(flag: unknown): string {
  return flags.get(flag) ?? 'unknown';
}

/** A value of a model's answer in words. Null is unknown where there is a number or a flag to know, else there is none. */
export function fieldText(kind: FieldKind, value: unknown): string {
  if (kind === 'flag') return flagText(value);
  if (kind === 'cost') return priceText(typeof value === 'number' ? value : null);
  if (kind === 'count') return tokensText(typeof value === 'number' ? value : null);
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return String(value);
}

/** Whether a value is shown better as JSON than in words. */
export function isStructured(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isStructured);
  return typeof value === 'object' && value !== null;
}

function withCents(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

function trimmed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
