import { describe, expect, it } from 'vitest';
import { chatModel } from '../../chat-model.fixture.js';
import { FROM_MODELS, FROM_PRICES } from '../provenance.js';
import { formatAnswers, parseAnswers } from './answers.js';
import { askCalculator } from './ask.js';

const at = new Date('2026-09-23T18:00:00Z');
const fable = chatModel({
  model_name: 'xai/fable',
  provider_id: 'xai',
  upstream_model: 'fable',
  provenance: FROM_PRICES,
});

/** Knows one model, and charges a dollar a token. */
function calculator(usage: object, id: string) {
  if (id !== 'fable') return null;
  const model_price = { input_mtok: { base: 1, tiers: [{ start: 200, price: 2 }] }, cache_read_mtok: 1 };
  const { input_tokens } = { input_tokens: 0, ...usage };
  return { model_price, total_price: input_tokens };
}

describe('the answers of the calculator', () => {
  it('are for every kind of call, around the thresholds of the tiers too', () => {
    const [answer] = askCalculator(calculator, [fable], at);
    expect(answer).toMatchObject({ model_name: 'xai/fable', states: ['cache_hit_input_cost'] });
    expect(answer?.calls.map(({ usage }) => usage.input_tokens)).toEqual(expect.arrayContaining([200, 201]));
    expect(answer?.calls.every(({ usage, usd }) => usage.input_tokens === usd)).toBe(true);
  });

  it('are asked for by its own name of the provider, and at the moment given', () => {
    const options: object[] = [];
    askCalculator((_usage, _id, given) => options.push(given) && null, [fable], at);
    expect(options).toEqual([{ providerId: 'x-ai', timestamp: at }]);
  });

  it('leave out models that it does not know and those whose price is not from it', () => {
    const unknown = { ...fable, upstream_model: 'unheard-of' };
    const notIts = { ...fable, provenance: FROM_MODELS };
    expect(askCalculator(calculator, [unknown, notIts], at)).toEqual([]);
  });

  it('read back as they were written', () => {
    const file = { source: 'a@1', at: at.toISOString(), answers: askCalculator(calculator, [fable], at) };
    expect(parseAnswers(formatAnswers(file))).toEqual(file);
  });
});
