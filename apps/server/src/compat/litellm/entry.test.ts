import { describe, expect, it } from 'vitest';
import { own, shipped } from '../models.fixture.js';
import { litellmEntry } from './entry.js';

const entryOf = (model: Parameters<typeof litellmEntry>[0]) => JSON.parse(litellmEntry(model));

describe('an entry of the cost map', () => {
  it('says what is known', () => {
    const model = shipped('openai/gpt-4o-mini', {
      input_cost: 0.15,
      max_context_window: 128_000,
      max_output_tokens: 16_384,
      streaming_support: 0,
      function_call: 1,
      image_support: 1,
      supported_params: {
        tool_choice: true,
        parallel_tool_calls: false,
        response_format: true,
        reasoning: true,
      },
    });
    expect(entryOf(model)).toEqual({
      litellm_provider: 'openai',
      mode: 'chat',
      input_cost_per_token: 1.5e-7,
      max_input_tokens: 128_000,
      max_output_tokens: 16_384,
      max_tokens: 16_384,
      supports_function_calling: true,
      supports_tool_choice: true,
      supports_parallel_function_calling: false,
      supports_response_schema: true,
      supports_reasoning: true,
      supports_vision: true,
      supports_native_streaming: false,
    });
  });

  it('says nothing of what is not, and names no provider that LiteLLM does not know', () => {
    expect(entryOf(own({ model_name: 'acme/bot' }))).toEqual({ mode: 'chat' });
    expect(entryOf(own({ model_name: 'acme/bot', provider_id: 'acme-vllm' }))).toEqual({ mode: 'chat' });
  });

  it.each([
    ['embedding', 'embedding'],
    ['image', 'image_generation'],
    ['video', 'video_generation'],
    ['rerank', 'rerank'],
    ['moderation', 'moderation'],
    ['audio', undefined],
  ] as const)('of type %s has the mode %s', (model_type, mode) => {
    expect(entryOf(own({ model_name: 'm', model_type })).mode).toBe(mode);
  });

  it.each([
    ['google/gemini-2.5-pro', 'chat', 'gemini'],
    ['moonshotai/kimi-k2', 'chat', 'moonshot'],
    ['bedrock/amazon.nova-pro-v1:0', 'chat', 'bedrock_converse'],
    ['bedrock/amazon.titan-embed-text-v2:0', 'embedding', 'bedrock'],
    ['cohere/command-a-03-2025', 'chat', 'cohere_chat'],
    ['cohere/embed-v4.0', 'embedding', 'cohere'],
    ['vertex_ai/claude-sonnet-4-5', 'chat', 'vertex_ai-anthropic_models'],
    ['vertex_ai/gemini-2.5-pro', 'chat', 'vertex_ai-language-models'],
    ['vertex_ai/gpt-oss-120b', 'chat', 'vertex_ai'],
  ] as const)('of %s (%s) is of %s', (name, model_type, provider) => {
    expect(entryOf(shipped(name, { model_type })).litellm_provider).toBe(provider);
  });
});
