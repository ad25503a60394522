// How long organizations take to move to a newer catalog in which every price of one provider is another.
import { loadCatalog } from '../../apps/server/dist/catalog/load.js';
import { moveOrganizations } from '../../apps/server/dist/catalog/move.js';
import { shippedProviderRow } from '../../apps/server/dist/providers/row.js';

/** The shipped catalog with other prices, as the next one. */
export function nextCatalog(catalog) {
  const dearer = (model) =>
    model.model_name.startsWith('openai/') && model.input_cost
      ? { ...model, input_cost: model.input_cost + 1 }
      : model;
  const { sequence, hash } = catalog;
  return {
    ...catalog,
    sequence: sequence + 1,
    hash: [...hash].reverse().join(''),
    models: catalog.models.map(dearer),
  };
}

async function timed(work) {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

export async function printUpgrade(database, catalog, { organizations, models }) {
  const deps = { database, clock: () => new Date(), shippedProviderRow };
  const [loading, { newest }] = await timed(() => loadCatalog(nextCatalog(catalog), deps));
  const [moving, moved] = await timed(() => moveOrganizations(database, newest.id));
  console.log(
    `\nCatalog upgrade: ${loading.toFixed(0)} ms to load it, ${(moving / 1_000).toFixed(1)} s to move ${moved} organizations of ${models} models, ` +
      `a tenth of them with a shipped base: ${(moving / organizations).toFixed(1)} ms each`,
  );
}
