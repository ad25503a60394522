import { describe, expect, it } from 'vitest';
import { computeSupportedParams } from './supported-params.js';

const inherited = {
  max_tokens: true,
  stream: true,
  stream_options: true,
  tools: true,
  tool_choice: true,
  parallel_tool_calls: true,
};

describe('supported parameters', () => {
  it('are the inherited ones where nothing says otherwise', () => {
    const flags = { function_call: null, streaming_support: 1 } as const;
    expect(computeSupportedParams(inherited, flags, undefined)).toEqual(inherited);
  });

  it('lose those for tools where functions cannot be called', () => {
    expect(computeSupportedParams(inherited, { function_call: 0, streaming_support: 1 }, undefined)).toEqual({
      ...inherited,
      tools: false,
      tool_choice: false,
      parallel_tool_calls: false,
    });
  });

  it('lose those for streaming where answers are not streamed', () => {
    expect(
      computeSupportedParams(inherited, { function_call: null, streaming_support: 0 }, undefined),
    ).toEqual({ ...inherited, stream: false, stream_options: false });
  });

  it('are not gated where they are unknown: unknown is not false', () => {
    const none = { max_tokens: true };
    expect(computeSupportedParams(none, { function_call: 0, streaming_support: 0 }, undefined)).toEqual(none);
  });

  it('have the override on top, of the gates too', () => {
    const override = { tools: true, temperature: { type: 'number', min: 0, max: 1 } } as const;
    expect(
      computeSupportedParams({ tools: true }, { function_call: 0, streaming_support: null }, override),
    ).toEqual(override);
  });
});
