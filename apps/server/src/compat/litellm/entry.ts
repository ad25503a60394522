import type { LitellmPrice, Model } from '@llm-registry/api-types';
import { callsTools, reasons, takes, told } from '../abilities.js';
import { idAtProvider } from '../id-at-provider.js';
import { litellmPrices } from './prices.js';
import { litellmProvider } from './providers.js';

type Mode = LitellmPrice['mode'];

/** LiteLLM tells speech from transcription, which the registry does not: audio has no mode. */
const modes: Readonly<Record<Model['model_type'], Mode>> = {
  chat: 'chat',
  embedding: 'embedding',
  image: 'image_generation',
  audio: undefined,
  video: 'video_generation',
  rerank: 'rerank',
  moderation: 'moderation',
};

function limits({ max_context_window, max_output_tokens }: Model) {
  return {
    max_input_tokens: max_context_window ?? undefined,
    max_output_tokens: max_output_tokens ?? undefined,
    max_tokens: max_output_tokens ?? undefined,
  };
}

function abilities(model: Model) {
  return {
    supports_function_calling: callsTools(model),
    supports_tool_choice: takes(model, 'tool_choice'),
    supports_parallel_function_calling: takes(model, 'parallel_tool_calls'),
    supports_response_schema: takes(model, 'response_format'),
    supports_reasoning: reasons(model),
    supports_vision: told(model.image_support),
    supports_native_streaming: told(model.streaming_support),
  };
}

/**
 * A model as the JSON of an entry of LiteLLM's cost map; what is unknown is left out. Without `litellm_provider`, as for a
 * provider that LiteLLM does not know, an entry serves calls of any provider.
 */
export function litellmEntry(model: Model): string {
  const provider = litellmProvider(model.provider?.provider_id);
  return JSON.stringify({
    litellm_provider: provider?.name(idAtProvider(model), model.model_type),
    mode: modes[model.model_type],
    ...litellmPrices(model, provider),
    ...limits(model),
    ...abilities(model),
  });
}
