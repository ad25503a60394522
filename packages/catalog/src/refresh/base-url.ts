import type { ShippedProvider } from '../catalog.js';
import type { ModelRow } from './model-source.js';

/** Needs filling in, or would quietly choose one region for everyone. */
const NOT_EVERYONES = /[<{]|us-east-1/;

/** A provider's address, when all its chat models state the same one. */
export function statedBaseUrl(rows: readonly ModelRow[]): ShippedProvider['extra_kwargs'] {
  const stated = new Set(rows.filter((row) => row.kind === null).map((row) => row.baseUrl));
  const [base_url] = stated;
  if (stated.size !== 1 || !base_url?.startsWith('https://') || NOT_EVERYONES.test(base_url)) return {};
  return { base_url };
}
