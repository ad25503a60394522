import type { TokenUsage } from '../cost/token-usage.js';
import { countIn, countOrNone, detailsIn, type Fields, refuseTokens } from './fields.js';

/** The names that the two OpenAI APIs have for the same counts. */
interface Spelling {
  input: string;
  output: string;
}

const CHAT: Spelling = { input: 'prompt_tokens', output: 'completion_tokens' };
const RESPONSES: Spelling = { input: 'input_tokens', output: 'output_tokens' };

/** `usage` of a chat completion, of an embedding, and of the many services that speak the same. */
export function chatUsage(usage: Fields): TokenUsage {
  // An embedding has no output and does not mention it; its total then says that there was none.
  const isEmbedding = usage[CHAT.output] === undefined && usage['total_tokens'] !== undefined;
  return openaiUsage(isEmbedding ? { ...usage, [CHAT.output]: 0 } : usage, CHAT, cachedInChat(usage));
}

/** `usage` of a response of the Responses API. */
export function responsesUsage(usage: Fields): TokenUsage {
  const details = detailsIn(usage, 'input_tokens_details');
  // The image API speaks the same, and its images have a price of their own.
  refuseTokens(countOrNone(details, 'image_tokens'), 'image input tokens');
  return openaiUsage(usage, RESPONSES, countOrNone(details, 'cached_tokens'));
}

function openaiUsage(usage: Fields, { input, output }: Spelling, cached_tokens: number): TokenUsage {
  const inputDetails = detailsIn(usage, `${input}_details`);
  const outputDetails = detailsIn(usage, `${output}_details`);
  refuseTokens(countOrNone(inputDetails, 'audio_tokens'), 'audio input tokens');
  refuseTokens(countOrNone(outputDetails, 'audio_tokens'), 'audio output tokens');
  refuseTokens(countOrNone(outputDetails, 'image_tokens'), 'image output tokens');
  const input_tokens = countIn(usage, input);
  return {
    input_tokens,
    cached_tokens,
    cache_write_tokens: countOrNone(inputDetails, 'cache_write_tokens'),
    output_tokens: outputTokens(usage, input_tokens, countIn(usage, output), outputDetails),
  };
}

/** OpenAI tells cached tokens in the details, DeepSeek and Moonshot AI beside the total. */
function cachedInChat(usage: Fields): number {
  const details = detailsIn(usage, 'prompt_tokens_details');
  const told = [
    countOrNone(details, 'cached_tokens'),
    countOrNone(usage, 'prompt_cache_hit_tokens'),
    countOrNone(usage, 'cached_tokens'),
  ].filter((count) => count > 0);
  if (new Set(told).size > 1)
    throw new TypeError(`The usage tells different numbers of cached tokens: ${told.join(', ')}`);
  return told[0] ?? 0;
}

/** OpenAI counts reasoning as output, xAI beside it; the total tells which. */
function outputTokens(usage: Fields, input: number, output: number, details: Fields): number {
  if (usage['total_tokens'] === undefined) return output;
  const total = countIn(usage, 'total_tokens');
  if (input + output === total) return output;
  const reasoning = countOrNone(details, 'reasoning_tokens');
  if (input + output + reasoning === total) return output + reasoning;
  throw new TypeError(`total_tokens is ${total}, but input and output tokens are ${input + output}`);
}
