import { describe, expect, it } from 'vitest';
import { type ModelAbilities, supports } from './supports.js';

const nothingKnown: ModelAbilities = {
  function_call: null,
  streaming_support: null,
  image_support: null,
  supported_params: {},
};

describe('what a model supports', () => {
  it.each([
    ['tools', 'function_call'],
    ['streaming', 'streaming_support'],
    ['images', 'image_support'],
  ] as const)('is, for %s, what the flag %s says', (feature, flag) => {
    expect(supports({ ...nothingKnown, [flag]: 1 }, feature)).toBe('yes');
    expect(supports({ ...nothingKnown, [flag]: 0 }, feature)).toBe('no');
    expect(supports(nothingKnown, feature)).toBe('unknown');
  });

  it('is, for a parameter, what supported_params says', () => {
    const supported_params = { temperature: { type: 'number', max: 1 }, top_p: true, logit_bias: false };
    const model = { ...nothingKnown, supported_params };
    expect(supports(model, 'temperature')).toBe('yes');
    expect(supports(model, 'top_p')).toBe('yes');
    expect(supports(model, 'logit_bias')).toBe('no');
    expect(supports(model, 'seed')).toBe('unknown');
  });

  it('is told by the parameter of an ability where the flag is unknown', () => {
    const model = { ...nothingKnown, supported_params: { tools: true, stream: false } };
    expect(supports(model, 'tools')).toBe('yes');
    expect(supports(model, 'streaming')).toBe('no');
    expect(supports({ ...model, function_call: 0, streaming_support: 1 }, 'tools')).toBe('no');
  });

  it('is unknown for names that every object has', () => {
    expect(supports(nothingKnown, 'constructor')).toBe('unknown');
    expect(supports(nothingKnown, 'toString')).toBe('unknown');
  });
});
