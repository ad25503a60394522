import { loadShippedCatalog } from '@llm-registry/catalog';
import { expect, it } from 'vitest';
import { catalogPage } from './catalog-page.mjs';

const catalog = loadShippedCatalog();
const { text } = catalogPage(catalog);

/** The cells of every row of the page. */
const rows = [...text.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) =>
  row.split(' | ').map((cell) => cell.replaceAll('`', '')),
);

it('the catalog page has a row for each provider, and their models add up', () => {
  const ids = new Set(catalog.providers.map(({ provider_id }) => provider_id));
  const ofProviders = rows.filter(([, id]) => id !== undefined && ids.has(id));
  const withModels = new Set(catalog.models.map(({ provider_id }) => provider_id));
  expect(ofProviders).toHaveLength(withModels.size);
  const sum = ofProviders.reduce((total, [, , models]) => total + Number(models), 0);
  expect(sum).toBe(catalog.models.length);
  for (const [, , models, priced, free, unknown] of ofProviders) {
    expect(Number(priced) + Number(free) + Number(unknown)).toBe(Number(models));
  }
});

it('the catalog page says the version, the day and what is not known', () => {
  expect(text).toContain(catalog.version);
  expect(text).toContain(catalog.as_of);
  const unknown = catalog.models.filter((model) => model.input_cost === null).length;
  expect(rows).toContainEqual(['input price', String(unknown)]);
});
