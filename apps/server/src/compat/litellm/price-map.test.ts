import type { Model } from '@llm-registry/api-types';
import { expect, it } from 'vitest';
import { inBatches, own, shipped, taken } from '../models.fixture.js';
import { priceMembers } from './price-map.js';

/** The members of the map as name and input cost, in their order. */
async function pricesOf(models: readonly Model[]): Promise<[string, number][]> {
  const names = new Set(models.filter(({ source }) => source === 'db').map(({ model_name }) => model_name));
  const ownNames = async (asked: readonly string[]) => new Set(asked.filter((name) => names.has(name)));
  const batches = await taken(priceMembers(inBatches(models), ownNames));
  return batches.flat().map(([key, text]) => [key, JSON.parse(text).input_cost_per_token * 1e6]);
}

it('an own model goes before a shipped one of the same key', async () => {
  const models = [own({ model_name: 'gpt-4o', input_cost: 2 }), shipped('openai/gpt-4o', { input_cost: 3 })];
  expect(await pricesOf(models)).toEqual([['gpt-4o', 2]]);
});

it('the name of an own model goes before what another own model is called besides', async () => {
  const shadow = own({
    model_name: 'google/gemini-pro',
    provider_id: 'google',
    aliases: ['pro'],
    input_cost: 2,
  });
  const models = [shadow, own({ model_name: 'pro', input_cost: 3 })];
  expect(await pricesOf(models)).toEqual([
    ['google/gemini-pro', 2],
    ['gemini/gemini-pro', 2],
    ['pro', 3],
  ]);
});

it('every key is there once, across batches', async () => {
  const models = [
    shipped('anthropic/one', { input_cost: 1 }),
    shipped('google/two', { input_cost: 2, aliases: ['one', 'two'] }),
    shipped('openai/two', { input_cost: 3 }),
    shipped('openai/three', { input_cost: 4 }),
  ];
  expect(await pricesOf(models)).toEqual([
    ['one', 1],
    ['gemini/two', 2],
    ['two', 2],
    ['three', 4],
  ]);
});

it('a name that objects have by themselves is a name like any other', async () => {
  expect(await pricesOf([own({ model_name: '__proto__', input_cost: 1 })])).toEqual([['__proto__', 1]]);
});
