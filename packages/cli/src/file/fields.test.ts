import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { modelFields, providerFields } from './fields.js';

const { schemas } = parse(
  readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8'),
).components;

test('a model of a file has the fields of a definition in the contract', () => {
  expect(Object.keys(modelFields)).toEqual(Object.keys(schemas.ModelDefinition.properties));
});

test('a provider of a file has the fields of a replacement in the contract', () => {
  expect(Object.keys(providerFields)).toEqual(Object.keys(schemas.ProviderReplacement.properties));
});

test('every type of model in the contract is taken', () => {
  for (const type of schemas.ModelType.enum) expect(modelFields['model_type']?.(type)).toBeUndefined();
});

test.each([
  ['input_cost', 15.000020000000003, 'at most 12 decimals'],
  ['input_cost', 620.57, undefined],
  ['input_cost', 1e-12, undefined],
  ['input_cost', 123456789.123456, undefined],
  ['model_name', 'a//b', 'can be no name'],
  ['model_name', 'list', 'can be no name: the name is reserved'],
  ['base_model_name', 'a\u0007b', 'can be no name'],
  ['model_name', 'list/of 100%?#[x]~@+:ünïcødé', undefined],
  ['display_name', 'a\0b', 'has to be text'],
  ['provider_id', 'a b', 'has to be 1 to 100 of'],
])('%s %j is judged as the registry would', (field, value, fault) => {
  const answer = modelFields[field]?.(value);
  if (fault === undefined) expect(answer).toBeUndefined();
  else expect(answer).toContain(fault);
});
