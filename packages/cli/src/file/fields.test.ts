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
