import type { TokenUsage } from '../cost/token-usage.js';
import { countIn, countOrNone, type Fields, isFields, refuseTokens } from './fields.js';

/**
 * `usageMetadata` of a Gemini answer. What tools add to the prompt is input that `promptTokenCount` leaves out, and
 * thoughts are output that `candidatesTokenCount` leaves out.
 */
export function geminiUsage(usage: Fields): TokenUsage {
  for (const details of ['promptTokensDetails', 'toolUsePromptTokensDetails', 'cacheTokensDetails'])
    refuseTokens(
      tokensOf(usage, details, (modality) => modality === 'AUDIO'),
      'audio input tokens',
    );
  const notText = tokensOf(usage, 'candidatesTokensDetails', (modality) => modality !== 'TEXT');
  refuseTokens(notText, 'output tokens that are no text');
  const input_tokens = countIn(usage, 'promptTokenCount') + countOrNone(usage, 'toolUsePromptTokenCount');
  const output_tokens = candidateTokens(usage) + countOrNone(usage, 'thoughtsTokenCount');
  assertTotal(usage, input_tokens + output_tokens);
  return {
    input_tokens,
    cached_tokens: countOrNone(usage, 'cachedContentTokenCount'),
    cache_write_tokens: 0,
    output_tokens,
  };
}

/** An answer that was blocked has no candidates; the total then says that there were none. */
function candidateTokens(usage: Fields): number {
  const count = usage['totalTokenCount'] === undefined ? countIn : countOrNone;
  return count(usage, 'candidatesTokenCount');
}

function tokensOf(usage: Fields, name: string, counts: (modality: unknown) => boolean): number {
  const details = usage[name] ?? [];
  if (!Array.isArray(details) || !details.every(isFields))
    throw new TypeError(`${name} must be a list of objects`);
  const counted = details.filter(({ modality }) => counts(modality));
  return counted.reduce((sum, detail) => sum + countOrNone(detail, 'tokenCount'), 0);
}

function assertTotal(usage: Fields, counted: number): void {
  const total = usage['totalTokenCount'];
  if (total !== undefined && total !== counted)
    throw new TypeError(`totalTokenCount is ${total}, but the parts of the usage are ${counted}`);
}
