import { expect, it } from 'vitest';
import { assembleCatalog } from './assemble.js';
import { modelRow, pricedRow } from './model-row.fixture.js';
import type { ModelSource } from './model-source.js';
import type { PriceSource } from './price-source.js';
import { PROVIDER_RULES } from './providers.js';

const keys = PROVIDER_RULES.map((rule) => rule.modelKey).filter((key) => key !== null);
const models: ModelSource = new Map(
  keys.map((key) => [key, [modelRow({ id: `${key}-z` }), modelRow({ id: `${key}-a` })]]),
);
const prices: PriceSource = new Map([
  ['cohere', { id: 'cohere', claims: () => false, fallbacks: [], rows: [pricedRow('command-a')] }],
]);

it('orders models and providers by name, whatever the order of the sources', () => {
  const reversed: ModelSource = new Map(
    [...models].reverse().map(([key, rows]) => [key, [...rows].reverse()]),
  );
  const catalog = assembleCatalog(models, prices);
  const names = catalog.models.map((model) => model.model_name);
  expect(names).toEqual([...names].sort());
  expect(assembleCatalog(reversed, prices)).toEqual(catalog);
});

it('adds what only the price source has', () => {
  expect(assembleCatalog(models, prices).models.map((model) => model.model_name)).toContain(
    'cohere/command-a',
  );
});

it('stops when the model source has lost a provider', () => {
  const without: ModelSource = new Map([...models].filter(([key]) => key !== 'openai'));
  expect(() => assembleCatalog(without, prices)).toThrow('the model source no longer has openai');
});
