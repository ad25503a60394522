import { describe, expect, it } from 'vitest';
import { priceOnlyCapabilities, rowCapabilities } from './capabilities.js';
import { modelRow } from './model-row.fixture.js';
import type { ModelRow } from './model-source.js';

function paramsOf(changes: Partial<ModelRow>): string[] {
  return Object.keys(rowCapabilities(modelRow(changes), 'chat').supported_params);
}

describe('the capabilities of a row', () => {
  it('are those of a chat model with tools unless it says otherwise', () => {
    expect(rowCapabilities(modelRow(), 'chat')).toEqual({
      streaming_support: 1,
      function_call: 1,
      image_support: 0,
      supported_params: {
        max_tokens: true,
        stream: true,
        temperature: true,
        top_p: true,
        tools: true,
        tool_choice: true,
      },
    });
  });

  it('are unknown for everything that is not chat', () => {
    expect(rowCapabilities(modelRow({ acceptsImages: true }), 'image')).toEqual({
      streaming_support: null,
      function_call: null,
      image_support: null,
      supported_params: {},
    });
  });

  it.each(['gpt-5-pro', 'gpt-5-pro-2025-10-06', 'o1-pro', 'o1-pro-2025-03-19'])(
    'do not stream for %s',
    (id) => {
      const { streaming_support, supported_params } = rowCapabilities(modelRow({ id }), 'chat');
      expect([streaming_support, supported_params['stream']]).toEqual([0, false]);
    },
  );

  it('see images where the input has them', () => {
    expect(rowCapabilities(modelRow({ acceptsImages: true }), 'chat').image_support).toBe(1);
  });

  it('leave tools out of the parameters where there are none', () => {
    expect(rowCapabilities(modelRow({ supportsTools: false }), 'chat').function_call).toBe(0);
    expect(paramsOf({ supportsTools: false })).not.toContain('tools');
    expect(paramsOf({ supportsTools: false })).not.toContain('tool_choice');
  });

  it('leave the choice of a tool out where it is refused', () => {
    expect(paramsOf({ supportsToolChoice: false })).toContain('tools');
    expect(paramsOf({ supportsToolChoice: false })).not.toContain('tool_choice');
  });

  it('leave sampling out where it is refused', () => {
    expect(paramsOf({ supportsSamplingParams: false })).toEqual([
      'max_tokens',
      'stream',
      'tools',
      'tool_choice',
    ]);
  });

  it('name the effort only where efforts are listed', () => {
    expect(paramsOf({ reasons: true })).toContain('reasoning');
    expect(paramsOf({ reasons: true })).not.toContain('reasoning_effort');
    expect(paramsOf({ reasons: true, listsEfforts: true })).toContain('reasoning_effort');
    expect(paramsOf({ listsEfforts: true })).not.toContain('reasoning');
  });
});

describe('the capabilities of a row that only the price source knows', () => {
  it('are what every chat model has, the rest unknown', () => {
    expect(priceOnlyCapabilities('m', 'chat')).toEqual({
      streaming_support: 1,
      function_call: null,
      image_support: null,
      supported_params: { max_tokens: true, stream: true },
    });
  });
});
