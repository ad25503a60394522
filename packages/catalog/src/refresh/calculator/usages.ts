import type { TokenUsage } from '@llm-registry/client';

/** Calls that meet every kind of token, and every tier at its threshold and one token above. */
export function usagesAround(thresholds: readonly number[]): TokenUsage[] {
  return [
    usage(1_234, 0, 0, 567),
    usage(300_001, 0, 0, 1_000),
    usage(10_000, 4_321, 0, 1_000),
    usage(10_000, 0, 4_321, 1_000),
    ...thresholds.flatMap((threshold) => [
      usage(threshold, 0, 0, 1_000),
      usage(threshold + 1, 0, 0, 1_000),
      usage(threshold + 1, 1_000, 0, 77),
      usage(threshold + 1, 1_000, 1_000, 77),
    ]),
  ];
}

function usage(input: number, cached: number, written: number, output: number): TokenUsage {
  return {
    input_tokens: input,
    cached_tokens: cached,
    cache_write_tokens: written,
    output_tokens: output,
  };
}
