import type { ModelDraft } from './model-draft.js';
import { flag, tokens } from './model-draft.js';
import { perMillion } from './per-million.js';

/** LiteLLM's `mode` as a type of model. */
const types: ReadonlyMap<unknown, string> = new Map([
  ['chat', 'chat'],
  ['completion', 'chat'],
  ['responses', 'chat'],
  ['embedding', 'embedding'],
  ['image_generation', 'image'],
  ['image_edit', 'image'],
  ['audio_transcription', 'audio'],
  ['audio_speech', 'audio'],
  ['realtime', 'audio'],
  ['video_generation', 'video'],
  ['rerank', 'rerank'],
  ['moderation', 'moderation'],
  ['moderations', 'moderation'],
  // A judge of texts.
  ['evaluation', 'moderation'],
]);

/** The type of model that a `mode` of LiteLLM means; undefined for one that the registry has no type for. */
export function typeOfMode(mode: unknown): string | undefined {
  return types.get(mode);
}

/** LiteLLM's `supports_*` that say which request parameters a model takes. */
const params: readonly (readonly [string, string])[] = [
  ['supports_tool_choice', 'tool_choice'],
  ['supports_parallel_function_calling', 'parallel_tool_calls'],
  ['supports_response_schema', 'response_format'],
  ['supports_reasoning', 'reasoning'],
];

/** What LiteLLM knows of a model, in its cost map and in the `model_info` of a configuration alike. */
export function mapLiteLlmInfo(draft: ModelDraft): void {
  mapLiteLlmCosts(draft);
  draft.map('max_input_tokens', 'max_context_window', tokens);
  mapOutputLimit(draft);
  mapMode(draft);
  draft.map('supports_function_calling', 'function_call', flag);
  mapVision(draft);
  draft.map('supports_native_streaming', 'streaming_support', flag);
  mapParams(draft);
  for (const field of descriptive) draft.take(field);
}

/** What tells people about a model and changes nothing. */
const descriptive = ['source', 'comment', 'metadata', 'token_count_model'];

function mapMode(draft: ModelDraft): void {
  const mode = draft.take('mode');
  if (mode === undefined) return;
  const type = typeOfMode(mode);
  draft.set('model_type', type);
  if (type === undefined)
    draft.report('mode', `is ${JSON.stringify(mode)}, no type of the registry's; it counts as chat`);
}

function mapVision(draft: ModelDraft): void {
  const modalities = draft.take('supported_modalities');
  if (Array.isArray(modalities)) draft.set('image_support', modalities.includes('image') ? 1 : 0);
  draft.map('supports_vision', 'image_support', flag);
}

/** LiteLLM's costs, which are per token. */
export function mapLiteLlmCosts(draft: ModelDraft): void {
  mapTokenCost(draft, 'input');
  mapTokenCost(draft, 'output');
  // The older name of what follows it.
  draft.map('input_cost_per_token_cache_hit', 'cache_hit_input_cost', perMillion);
  draft.map('cache_read_input_token_cost', 'cache_hit_input_cost', perMillion);
  draft.map('cache_creation_input_token_cost', 'cache_creation_input_cost', perMillion);
}

/** LiteLLM writes 0 per token for what is billed by the request, page or second: that is unknown here, not free. */
function mapTokenCost(draft: ModelDraft, side: 'input' | 'output'): void {
  const field = `${side}_cost_per_token`;
  const other = new RegExp(`^${side}_cost_per_(?!token)`);
  const billedBy = draft.find((name, value) => other.test(name) && typeof value === 'number' && value > 0);
  const cost = draft.take(field);
  if (cost === 0 && billedBy !== undefined) {
    draft.report(field, `is 0 beside ${billedBy}, so it is not free but unknown`);
  } else draft.map(field, `${side}_cost`, perMillion);
}

/** `max_tokens` is LiteLLM's older name of `max_output_tokens`. */
function mapOutputLimit(draft: ModelDraft): void {
  draft.map('max_tokens', 'max_output_tokens', tokens);
  draft.map('max_output_tokens', 'max_output_tokens', tokens);
}

function mapParams(draft: ModelDraft): void {
  const known = params.flatMap(([field, param]) => {
    const value = draft.take(field);
    return typeof value === 'boolean' ? [[param, value] as const] : [];
  });
  if (known.length > 0) draft.set('supported_params_override', Object.fromEntries(known));
}
