// Fills a new database with any number of models, through the same rows and the same counts that writes make.
import { loadCatalog } from '../apps/server/dist/catalog/load.js';
import { openDatabase } from '../apps/server/dist/db/connect.js';
import { migrate } from '../apps/server/dist/db/migrate.js';
import { effectiveModel } from '../apps/server/dist/models/inheritance.js';
import { effectiveOf, modelRow } from '../apps/server/dist/models/row.js';
import { shippedProviderRow } from '../apps/server/dist/providers/row.js';
import { layersOf } from '../apps/server/dist/revisions/layers.js';
import { loadShippedCatalog } from '../packages/catalog/dist/index.js';

const batch = 1_000;

/** Words in one name of ten, in one of a thousand, and in none: see `rows/scale.mjs`. */
export const words = { common: 'turbo', rare: 'quokka', absent: 'zyzzyva' };

const wordOf = (index) => {
  if (index % 1_000 === 7) return words.rare;
  return index % 10 === 3 ? words.common : 'base';
};

/** The name of model `index`: it spreads over the alphabet. */
export const nameOf = (index) =>
  `bench/${String((index * 7919) % 1_000_003).padStart(7, '0')}-${wordOf(index)}`;

/** The model that others have as their base, where there are dependents. */
export const baseName = 'bench/base';

/** What model `index` says of itself: prices that repeat, every tenth one unknown. */
function definitionOf(index) {
  const cost = index % 10 === 0 ? {} : { input_cost: (index % 977) / 100, output_cost: (index % 1013) / 50 };
  return { ...cost, max_context_window: 1_000 + (index % 300) * 1_000, streaming_support: 1 };
}

function rowOf(layer, { name, definition, base = null, index }) {
  const time = new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString();
  const own = {
    name,
    definition,
    baseName: base?.name ?? null,
    aliases: [],
    createdAt: time,
    updatedAt: time,
  };
  const effective = effectiveModel(own, base && effectiveOf(base));
  return modelRow(effective, { layer, definition, implicitBase: null, retired: false, revision: 0 });
}

const modelAt = (layer, index) =>
  rowOf(layer, { name: nameOf(index), definition: definitionOf(index), index });

/** Engines bound the number of values in a statement. */
const rowsPerInsert = 100;

async function putAll(connection, count, rowAt) {
  for (let start = 0; start < count; start += batch) {
    const size = Math.min(batch, count - start);
    const rows = Array.from({ length: size }, (_, offset) => rowAt(start + offset));
    await connection.batchInsert('model', rows, rowsPerInsert);
  }
}

/** A base and the models that inherit from it all but one price. */
async function putDependents(connection, layers, count) {
  const base = rowOf(layers.own, { name: baseName, definition: definitionOf(1), index: 0 });
  await putAll(connection, 1, () => base);
  await putAll(connection, count, (index) => {
    const definition = { base_model_name: baseName, output_cost: index / 100 };
    return rowOf(layers.own, { name: `bench/dependent-${index}`, definition, base, index });
  });
}

async function fillOne(connection, id, catalog, { models, dependents }) {
  const own_count = models + (dependents === undefined ? 0 : dependents + 1);
  await connection('organization').insert({ id, catalog, own_count, created_at: new Date().toISOString() });
  const layers = await layersOf(connection, id);
  await putAll(connection, models, (index) => modelAt(layers.own, index));
  if (dependents !== undefined) await putDependents(connection, layers, dependents);
}

const organizationId = (index) => (index === 0 ? 'default' : `organization-${index}`);

/**
 * Fills a new database with the shipped catalog and `models` in each organization; the first is `default`.
 * @param size `models`, `organizations` (1), `dependents` of one base more in each organization (no base)
 */
export async function seed(url, { models, organizations = 1, dependents }) {
  const database = openDatabase(url);
  try {
    await migrate(database, 'bench');
    // What is not finished is thrown away, so it may be lost.
    if (database.file) await database.write.raw('pragma synchronous = off');
    const clock = () => new Date();
    const { newest } = await loadCatalog(loadShippedCatalog(), { database, clock, shippedProviderRow });
    // On a connection that takes as long as it takes.
    await database.maintain(async (connection) => {
      for (let index = 0; index < organizations; index++)
        await fillOne(connection, organizationId(index), newest.id, { models, dependents });
      await connection.raw('analyze');
    });
    // Closing leaves what was written last beside the file, which is copied alone.
    if (database.file) await database.write.raw('pragma wal_checkpoint(truncate)');
  } finally {
    await database.close();
  }
}
