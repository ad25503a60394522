// Makes a database with many models of one organization, through the same rows and the same counts that writes make.

import { loadCatalog } from '../apps/server/dist/catalog/load.js';
import { openDatabase } from '../apps/server/dist/db/connect.js';
import { migrate } from '../apps/server/dist/db/migrate.js';
import { effectiveModel } from '../apps/server/dist/models/inheritance.js';
import { modelRow } from '../apps/server/dist/models/row.js';
import { createModelStore } from '../apps/server/dist/models/store.js';
import { shippedProviderRow } from '../apps/server/dist/providers/row.js';
import { layersOf } from '../apps/server/dist/revisions/layers.js';
import { loadShippedCatalog } from '../packages/catalog/dist/index.js';

const organization = 'default';
const batch = 1_000;

/** Model `index`: a name that spreads over the alphabet, prices that repeat, every tenth one unknown. */
function row(layer, index) {
  const name = `bench/${String((index * 7919) % 1_000_003).padStart(7, '0')}`;
  const cost = index % 10 === 0 ? {} : { input_cost: (index % 977) / 100, output_cost: (index % 1013) / 50 };
  const definition = { ...cost, max_context_window: 1_000 + (index % 300) * 1_000, streaming_support: 1 };
  const time = new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString();
  const own = { name, definition, baseName: null, aliases: [], createdAt: time, updatedAt: time };
  return modelRow(effectiveModel(own, null), {
    layer,
    definition,
    implicitBase: null,
    retired: false,
    revision: 0,
  });
}

/** Fills a new database in `folder` with the shipped catalog and `count` models. */
export async function seed(folder, count) {
  const database = openDatabase(`sqlite:${folder}/bench.db`);
  await migrate(database, 'bench');
  const clock = () => new Date();
  const { newest } = await loadCatalog(loadShippedCatalog(), { database, clock, shippedProviderRow });
  await database
    .write('organization')
    .insert({ id: organization, catalog: newest.id, own_count: count, created_at: clock().toISOString() });
  const layers = await layersOf(database.write, organization);
  for (let start = 0; start < count; start += batch) {
    const rows = Array.from({ length: Math.min(batch, count - start) }, (_, offset) =>
      row(layers.own, start + offset),
    );
    await database.write.transaction((tx) => createModelStore(tx, layers).put(rows));
  }
  await database.close();
}
