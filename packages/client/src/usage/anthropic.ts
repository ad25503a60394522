import type { TokenUsage } from '../cost/token-usage.js';
import { countIn, countOrNone, detailsIn, type Fields, refuseTokens } from './fields.js';

/** `usage` of a message. Its `input_tokens` are only those that were neither read from the cache nor written to it. */
export function anthropicUsage(usage: Fields): TokenUsage {
  const writes = detailsIn(usage, 'cache_creation');
  refuseTokens(countOrNone(writes, 'ephemeral_1h_input_tokens'), 'tokens written to the cache for an hour');
  const cached_tokens = countOrNone(usage, 'cache_read_input_tokens');
  const cache_write_tokens = writtenTokens(usage, writes);
  return {
    input_tokens: countIn(usage, 'input_tokens') + cached_tokens + cache_write_tokens,
    cached_tokens,
    cache_write_tokens,
    output_tokens: countIn(usage, 'output_tokens'),
  };
}

function writtenTokens(usage: Fields, writes: Fields): number {
  const total = countOrNone(usage, 'cache_creation_input_tokens');
  const inDetail = countOrNone(writes, 'ephemeral_5m_input_tokens');
  if (inDetail !== 0 && inDetail !== total)
    throw new TypeError(
      `cache_creation_input_tokens is ${total}, but cache_creation tells ${inDetail} tokens`,
    );
  return total;
}
