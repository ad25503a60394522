import { assertUsage, type TokenUsage } from '../cost/token-usage.js';
import { anthropicUsage } from './anthropic.js';
import { type Fields, hasAny, isFields } from './fields.js';
import { geminiUsage } from './gemini.js';
import { chatUsage, responsesUsage } from './openai.js';

/** A shape of usage: what only it has, and how it is read. */
interface Shape {
  marks: readonly string[];
  read: (usage: Fields) => TokenUsage;
}

const SHAPES: readonly Shape[] = [
  { marks: ['promptTokenCount'], read: geminiUsage },
  { marks: ['prompt_tokens'], read: chatUsage },
  {
    marks: ['cache_creation_input_tokens', 'cache_read_input_tokens', 'cache_creation'],
    read: anthropicUsage,
  },
  { marks: ['input_tokens_details'], read: responsesUsage },
];

/** Without any of these beside them, `input_tokens` and `output_tokens` mean the same to OpenAI and Anthropic. */
const MEAN_MORE = ['cached_tokens', 'cache_write_tokens', 'input_token_details'];

/**
 * The usage of a call, from the object that the provider sent: `usage` of OpenAI (chat completions and their many
 * speakers, or the Responses API) and of Anthropic, `usageMetadata` of Gemini. The three count differently: Anthropic's
 * input leaves the cached tokens out, Gemini's output leaves the thoughts out.
 *
 * Throws a TypeError where the object has none of these shapes or mixes them, where its numbers contradict each other,
 * and where it has tokens of a kind that a model has no price for: audio, images drawn, cache entries kept for an hour.
 */
export function usageOf(raw: unknown): TokenUsage {
  if (!isFields(raw)) throw unknownShape('it is no object');
  const usage = readerFor(raw)(raw);
  assertUsage(usage);
  return usage;
}

function readerFor(usage: Fields): Shape['read'] {
  const [shape, another] = SHAPES.filter(({ marks }) => hasAny(usage, marks));
  if (another) throw unknownShape('it mixes those of several providers');
  if (shape) return shape.read;
  const isPlain = Object.hasOwn(usage, 'input_tokens') && Object.hasOwn(usage, 'output_tokens');
  if (!isPlain || hasAny(usage, MEAN_MORE)) throw unknownShape(`it has ${listed(usage)}`);
  return responsesUsage;
}

function listed(usage: Fields): string {
  return Object.keys(usage).slice(0, 10).join(', ') || 'no fields';
}

function unknownShape(found: string): TypeError {
  return new TypeError(
    `This is no usage of OpenAI or Anthropic ("usage") and no "usageMetadata" of Gemini: ${found}`,
  );
}
