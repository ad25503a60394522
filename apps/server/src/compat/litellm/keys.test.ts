import { describe, expect, it } from 'vitest';
import { own, shipped } from '../models.fixture.js';
import { litellmKeys } from './keys.js';

describe('the keys of a shipped model', () => {
  it.each([
    ['openai/gpt-4o-mini', ['gpt-4o-mini']],
    ['anthropic/claude-sonnet-4-5', ['claude-sonnet-4-5']],
    ['google/gemini-2.5-pro', ['gemini/gemini-2.5-pro']],
    ['bedrock/amazon.nova-pro-v1:0', ['amazon.nova-pro-v1:0']],
    ['openrouter/google/gemini-2.5-pro', ['openrouter/google/gemini-2.5-pro']],
    ['nvidia/nvidia/nemotron', ['nvidia_nim/nvidia/nemotron']],
    ['fireworks_ai/glm-5p2', ['fireworks_ai/glm-5p2', 'fireworks_ai/accounts/fireworks/models/glm-5p2']],
    ['sakana/fugu', ['sakana/fugu']],
  ])('%s are in LiteLLM’s spelling', (name, others) => {
    expect(litellmKeys(shipped(name))).toEqual({ name: null, others });
  });

  it('are its aliases too', () => {
    const model = shipped('google/gemini-2.5-pro', { aliases: ['gemini-2.5-pro', 'gemini/gemini-2.5-pro'] });
    expect(litellmKeys(model).others).toEqual(['gemini/gemini-2.5-pro', 'gemini-2.5-pro']);
  });
});

describe('the keys of an own model', () => {
  it('are its name', () => {
    expect(litellmKeys(own({ model_name: 'acme/bot', provider_id: 'openai' }))).toEqual({
      name: 'acme/bot',
      others: [],
    });
  });

  it('are where LiteLLM looks for the shipped model that it stands in for', () => {
    const model = own({
      model_name: 'google/gemini-2.5-pro',
      provider_id: 'google',
      aliases: ['gemini-2.5-pro'],
    });
    expect(litellmKeys(model)).toEqual({
      name: 'google/gemini-2.5-pro',
      others: ['gemini/gemini-2.5-pro', 'gemini-2.5-pro'],
    });
  });

  it('are never one that LiteLLM takes for something else', () => {
    expect(litellmKeys(own({ model_name: 'sample_spec' }))).toEqual({ name: null, others: [] });
    expect(litellmKeys(own({ model_name: 'openai/sample_spec', provider_id: 'openai' })).others).toEqual([]);
  });
});
