import { describe, expect, it } from 'vitest';
import { readModelSource } from './model-source.js';

const cost = { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 };
const row = { id: 'chat-1', name: 'Chat 1', baseUrl: 'https://acme.example', cost, input: ['text'] };

function read(changes: object) {
  return readModelSource({ acme: { 'chat-1': { ...row, ...changes } } }).get('acme')?.[0];
}

describe('readModelSource', () => {
  it('keeps a field that is absent apart from one that is false', () => {
    expect(read({})?.supportsTools).toBeNull();
    expect(read({ supportsTools: false })?.supportsTools).toBe(false);
  });

  it('reads limits that are null as unknown', () => {
    expect(read({ contextWindow: null, maxTokens: 0 })).toMatchObject({ contextWindow: null, maxTokens: 0 });
  });

  it('sees images among the inputs', () => {
    expect(read({ input: ['text', 'image'] })?.acceptsImages).toBe(true);
    expect(read({})?.acceptsImages).toBe(false);
  });

  it('reads a price from a threshold on as above one token less', () => {
    const longContext = { ...cost, inputThreshold: 200_000 };
    const above = (changes: object) =>
      read({ cost: { ...cost, longContext: { ...longContext, ...changes } } })?.cost.longContext
        ?.aboveInputTokens;
    expect(above({})).toBe(200_000);
    expect(above({ inputThresholdInclusive: true })).toBe(199_999);
  });

  it('stops at a row whose shape has changed', () => {
    expect(() => read({ cost: { input: '1' } })).toThrow('input is not a number');
    expect(() => readModelSource([])).toThrow('not an object');
  });
});
