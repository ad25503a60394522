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
  ['video_generation', 'video'],
  ['rerank', 'rerank'],
  ['moderation', 'moderation'],
  ['moderations', 'moderation'],
]);

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
  draft.map('mode', 'model_type', (mode) => types.get(mode));
  draft.map('supports_function_calling', 'function_call', flag);
  draft.map('supports_vision', 'image_support', flag);
  draft.map('supports_native_streaming', 'streaming_support', flag);
  mapParams(draft);
}

/** LiteLLM's costs, which are per token. */
export function mapLiteLlmCosts(draft: ModelDraft): void {
  draft.map('input_cost_per_token', 'input_cost', perMillion);
  draft.map('output_cost_per_token', 'output_cost', perMillion);
  draft.map('cache_read_input_token_cost', 'cache_hit_input_cost', perMillion);
  draft.map('cache_creation_input_token_cost', 'cache_creation_input_cost', perMillion);
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
