import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { modelsFileText } from './write.js';

const file = {
  providers: [{ provider_id: 'acme', extra_kwargs: { api_version: '2024-10-21', mode: 'no' } }],
  models: [{ model_name: '1.5' }, { model_name: 'a: b #c', input_cost: 0.1 }, { model_name: 'null' }],
};

test('what is written is read back as it was, and by readers of YAML 1.1 too', () => {
  const text = modelsFileText(file);
  expect(parse(text)).toEqual(file);
  expect(parse(text, { version: '1.1' })).toEqual(file);
});

test('entries are in the order of their names, whatever order they come in', () => {
  expect(modelsFileText({ ...file, models: [...file.models].reverse() })).toBe(modelsFileText(file));
});
