import { describe, expect, it } from 'vitest';
import { usageOf } from './usage-of.js';

describe('usage of OpenAI', () => {
  it('of a chat completion counts cached tokens as input and reasoning as output already', () => {
    const usage = {
      prompt_tokens: 2006,
      completion_tokens: 300,
      total_tokens: 2306,
      prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 192, audio_tokens: 0, accepted_prediction_tokens: 0 },
    };
    expect(usageOf(usage)).toEqual({
      input_tokens: 2006,
      cached_tokens: 1920,
      cache_write_tokens: 0,
      output_tokens: 300,
    });
  });

  it('of a response of the Responses API means the same by other names', () => {
    const usage = {
      input_tokens: 328,
      input_tokens_details: { cached_tokens: 100, cache_write_tokens: 28 },
      output_tokens: 52,
      output_tokens_details: { reasoning_tokens: 40 },
      total_tokens: 380,
    };
    expect(usageOf(usage)).toEqual({
      input_tokens: 328,
      cached_tokens: 100,
      cache_write_tokens: 28,
      output_tokens: 52,
    });
  });

  it('of an embedding has no output', () => {
    expect(usageOf({ prompt_tokens: 8, total_tokens: 8 })).toMatchObject({
      input_tokens: 8,
      output_tokens: 0,
    });
  });

  it('may have nulls for what there was not', () => {
    const usage = { prompt_tokens: 8, completion_tokens: 1, prompt_tokens_details: null };
    expect(usageOf(usage)).toMatchObject({ input_tokens: 8, cached_tokens: 0, output_tokens: 1 });
  });

  it('may count reasoning beside the output, as xAI does, if the total says so', () => {
    const usage = {
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      completion_tokens_details: { reasoning_tokens: 94 },
    };
    expect(usageOf(usage)).toMatchObject({ input_tokens: 32, output_tokens: 103 });
  });

  it.each([
    ['DeepSeek', { prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }],
    ['Moonshot AI', { cached_tokens: 64 }],
  ])('may tell cached tokens beside the input, as %s does', (_, told) => {
    const usage = { prompt_tokens: 100, completion_tokens: 1, total_tokens: 101, ...told };
    expect(usageOf(usage)).toMatchObject({ input_tokens: 100, cached_tokens: 64 });
  });
});

describe('usage of Anthropic', () => {
  it('counts cached tokens and cache writes beside the input, which is then all three', () => {
    const usage = {
      input_tokens: 21,
      cache_creation_input_tokens: 100,
      cache_read_input_tokens: 1000,
      cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 0 },
      output_tokens: 393,
      service_tier: 'standard',
    };
    expect(usageOf(usage)).toEqual({
      input_tokens: 1121,
      cached_tokens: 1000,
      cache_write_tokens: 100,
      output_tokens: 393,
    });
  });

  it('may count cache writes without saying how long they are kept', () => {
    const usage = { input_tokens: 1, cache_creation_input_tokens: 5, output_tokens: 1 };
    expect(usageOf(usage)).toMatchObject({ input_tokens: 6, cache_write_tokens: 5 });
  });

  it('may have nulls for what there was not, or leave it out', () => {
    const plain = { input_tokens: 10, cached_tokens: 0, cache_write_tokens: 0, output_tokens: 2 };
    const nulls = { cache_creation_input_tokens: null, cache_read_input_tokens: null };
    expect(usageOf({ input_tokens: 10, output_tokens: 2, ...nulls })).toEqual(plain);
    expect(usageOf({ input_tokens: 10, output_tokens: 2 })).toEqual(plain);
  });
});

describe('usage of Gemini', () => {
  it('counts cached tokens as input already, and thoughts beside the output', () => {
    const usage = {
      promptTokenCount: 1000,
      cachedContentTokenCount: 800,
      candidatesTokenCount: 50,
      thoughtsTokenCount: 200,
      totalTokenCount: 1250,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 900 },
        { modality: 'IMAGE', tokenCount: 100 },
      ],
    };
    expect(usageOf(usage)).toEqual({
      input_tokens: 1000,
      cached_tokens: 800,
      cache_write_tokens: 0,
      output_tokens: 250,
    });
  });

  it('counts what tools add to the prompt beside it', () => {
    const usage = {
      promptTokenCount: 10,
      toolUsePromptTokenCount: 90,
      candidatesTokenCount: 5,
      totalTokenCount: 105,
    };
    expect(usageOf(usage)).toMatchObject({ input_tokens: 100, output_tokens: 5 });
  });

  it('has no candidates where the answer was blocked', () => {
    expect(usageOf({ promptTokenCount: 10, totalTokenCount: 10 })).toMatchObject({ output_tokens: 0 });
  });
});

describe('tokens of a kind that models have no price for', () => {
  it.each([
    [
      { prompt_tokens: 9, completion_tokens: 1, prompt_tokens_details: { audio_tokens: 5 } },
      '5 audio input tokens',
    ],
    [
      { prompt_tokens: 9, completion_tokens: 6, completion_tokens_details: { audio_tokens: 5 } },
      '5 audio output tokens',
    ],
    [
      { input_tokens: 9, output_tokens: 6, input_tokens_details: { image_tokens: 5, text_tokens: 4 } },
      '5 image input tokens',
    ],
    [
      { prompt_tokens: 9, completion_tokens: 6, completion_tokens_details: { image_tokens: 5 } },
      '5 image output tokens',
    ],
    [
      { promptTokenCount: 9, promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 5 }] },
      '5 audio input tokens',
    ],
    [
      { promptTokenCount: 9, cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 5 }] },
      '5 audio input tokens',
    ],
    [
      { promptTokenCount: 9, toolUsePromptTokensDetails: [{ modality: 'AUDIO', tokenCount: 5 }] },
      '5 audio input tokens',
    ],
    [
      {
        promptTokenCount: 9,
        candidatesTokenCount: 1290,
        candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1290 }],
      },
      '1290 output tokens that are no text',
    ],
    [
      {
        input_tokens: 9,
        cache_creation_input_tokens: 5,
        cache_creation: { ephemeral_1h_input_tokens: 5 },
        output_tokens: 1,
      },
      '5 tokens written to the cache for an hour',
    ],
  ])('%j is a TypeError', (usage, what) => {
    expect(() => usageOf(usage)).toThrow(
      new TypeError(`${what} have a price of their own, which no field of a model holds`),
    );
  });
});

describe('usage that contradicts itself or leaves out what matters', () => {
  it.each([
    [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 99 }, /^total_tokens is 99, but .* are 15$/],
    [
      { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 99 },
      /^totalTokenCount is 99, but .* 15$/,
    ],
    [{ prompt_tokens: 10, completion_tokens: 5, prompt_cache_hit_tokens: 3, cached_tokens: 4 }, /: 3, 4$/],
    [
      {
        input_tokens: 1,
        output_tokens: 1,
        cache_creation_input_tokens: 5,
        cache_creation: { ephemeral_5m_input_tokens: 4 },
      },
      /^cache_creation_input_tokens is 5, but cache_creation tells 4 tokens$/,
    ],
    [
      { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 11 } },
      /^input_tokens \(10\) includes cached_tokens \(11\)/,
    ],
    [{ prompt_tokens: -1, completion_tokens: 5 }, /^prompt_tokens must be a whole number of tokens/],
    [
      { prompt_tokens: 10, completion_tokens: null },
      /^completion_tokens must be a whole number .* not null$/,
    ],
    [
      { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: 3 },
      /^prompt_tokens_details must be an object$/,
    ],
    [{ prompt_tokens: 10 }, /^completion_tokens must be a whole number .* not undefined$/],
    [{ promptTokenCount: 10 }, /^candidatesTokenCount must be a whole number .* not undefined$/],
    [{ promptTokenCount: 10, promptTokensDetails: {} }, /^promptTokensDetails must be a list of objects$/],
  ])('%j is a TypeError', (usage, message) => {
    expect(() => usageOf(usage)).toThrow(TypeError);
    expect(() => usageOf(usage)).toThrow(message);
  });
});

describe('anything else', () => {
  it.each([
    ['nothing', null, 'it is no object'],
    ['a list', [], 'it is no object'],
    ['an empty object', {}, 'it has no fields'],
    ['a whole answer', { id: 'x', usage: { prompt_tokens: 1 } }, 'it has id, usage'],
    ['the end of a stream', { output_tokens: 12 }, 'it has output_tokens'],
    [
      'usage that was read before',
      { input_tokens: 1, cached_tokens: 1, cache_write_tokens: 0, output_tokens: 1 },
      'it has input_tokens, cached_tokens, cache_write_tokens, output_tokens',
    ],
    [
      'usage of a realtime session',
      { input_tokens: 1, output_tokens: 1, input_token_details: { audio_tokens: 1 } },
      'it has input_tokens, output_tokens, input_token_details',
    ],
    [
      'a mixture',
      { prompt_tokens: 1, completion_tokens: 1, cache_read_input_tokens: 1 },
      'it mixes those of several providers',
    ],
  ])('(%s) is a TypeError that says what was found', (_, raw, found) => {
    expect(() => usageOf(raw)).toThrow(
      new TypeError(
        `This is no usage of OpenAI or Anthropic ("usage") and no "usageMetadata" of Gemini: ${found}`,
      ),
    );
  });
});
