/** The tokens of one call, as they are billed. All are whole numbers from 0 on. */
export interface TokenUsage {
  /** All of the input: what was read from the cache and what was written to it are counted in here. */
  input_tokens: number;
  /** The part of the input that was read from the provider's cache. */
  cached_tokens: number;
  /** The part of the input that was written to the provider's cache. */
  cache_write_tokens: number;
  /** All of the output: reasoning is counted in here. */
  output_tokens: number;
}

const FIELDS = [
  'input_tokens',
  'cached_tokens',
  'cache_write_tokens',
  'output_tokens',
] as const satisfies readonly (keyof TokenUsage)[];

/** A TypeError unless all four are there, are counts, and the parts of the input are no more than the input. */
export function assertUsage(usage: TokenUsage): void {
  for (const field of FIELDS) assertCount(field, usage?.[field]);
  const { input_tokens, cached_tokens, cache_write_tokens } = usage;
  if (cached_tokens > input_tokens - cache_write_tokens)
    throw new TypeError(
      `input_tokens (${input_tokens}) includes cached_tokens (${cached_tokens}) and cache_write_tokens (${cache_write_tokens}), but is less than both together`,
    );
}

/** `Number.MAX_SAFE_INTEGER` is the largest count: beyond it a number no longer says which whole number it was. */
export function assertCount(name: string, value: unknown): asserts value is number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new TypeError(`${name} must be a whole number of tokens from 0 on, not ${said(value)}`);
}

function said(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
