import { expect, test } from 'vitest';
import { basesFirst } from './order.js';

const model = (model_name: string, base_model_name: string | null = null) => ({
  model_name,
  base_model_name,
});
const names = (...models: ReturnType<typeof model>[]) =>
  basesFirst(models).map(({ model_name }) => model_name);

test('a base comes before what inherits from it, at any depth', () => {
  expect(names(model('a', 'b'), model('b', 'c'), model('c'))).toEqual(['c', 'b', 'a']);
});

test('models that have nothing to do with each other are in the order of their names', () => {
  expect(names(model('b'), model('C'), model('a', 'shipped'))).toEqual(['C', 'a', 'b']);
});

test('a model whose base is its own name inherits from the shipped one', () => {
  expect(names(model('a', 'a'))).toEqual(['a']);
});

test('models that inherit from each other are refused, with the way', () => {
  expect(() => names(model('a', 'b'), model('b', 'a'))).toThrow('"a" → "b" → "a"');
});
