// Fills a database with many organizations, through the code that makes rows: ten models of a hundred have a shipped base.
import { effectiveModel } from '../../apps/server/dist/models/inheritance.js';
import { effectiveOf, modelRow } from '../../apps/server/dist/models/row.js';
import { layersOf } from '../../apps/server/dist/revisions/layers.js';

const withBase = 10;
const rowsPerInsert = 500;
const organizationsAtOnce = 4;

const at = (index) => new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString();

/** Model `index` of an organization, with its own prices, or with a base and one price of its own. */
function modelOf(layers, index, base) {
  const inherits = index % 100 < withBase;
  const name = `team-${index % 20}/model-${String((index * 7919) % 1_000_003).padStart(7, '0')}`;
  const own = inherits
    ? { base_model_name: base.answer.model_name, input_cost: (index % 977) / 100 }
    : {
        input_cost: (index % 977) / 100,
        output_cost: (index % 1013) / 50,
        max_context_window: 128_000,
        streaming_support: 1,
      };
  const baseName = inherits ? base.answer.model_name : null;
  const definition = own;
  const model = { name, definition, baseName, aliases: [], createdAt: at(index), updatedAt: at(index) };
  const facts = { layer: layers.own, definition, implicitBase: null, retired: false, revision: index + 2 };
  return modelRow(effectiveModel(model, inherits ? base : null), facts);
}

const changeOf = (organization, row, index) => ({
  organization,
  revision: index + 1,
  at: row.updated_at,
  principal: 'key:0123456789abcdef',
  operation: 'upsertModel',
  kind: 'model',
  name: row.name,
  stored: row.answer,
  catalog: 1,
});

async function fillOne(database, { id, catalog, models, base }) {
  const row = { id, catalog, revision: models, own_count: models, created_at: at(0) };
  await database.write.transaction(async (tx) => {
    await tx('organization').insert(row);
    const layers = await layersOf(tx, id);
    for (let start = 0; start < models; start += rowsPerInsert) {
      const indexes = Array.from(
        { length: Math.min(rowsPerInsert, models - start) },
        (_, offset) => start + offset,
      );
      const rows = indexes.map((index) => modelOf(layers, index, base));
      // Engines bound the number of values in a statement.
      await tx.batchInsert('model', rows, 100);
      await tx('change').insert(rows.map((one, offset) => changeOf(id, one, start + offset)));
    }
  });
}

/** Makes `organizations` with `models` each, and for each model the change that made it. */
export async function fill(database, catalog, { organizations, models }) {
  const [shipped] = await database.read('model').where({ layer: catalog, name: 'openai/gpt-4o-mini' });
  const base = effectiveOf(shipped);
  let next = 0;
  const work = async () => {
    while (next < organizations) await fillOne(database, { id: `org-${next++}`, catalog, models, base });
  };
  await Promise.all(Array.from({ length: organizationsAtOnce }, work));
  await database.maintain((connection) => connection.raw('vacuum analyze'));
}
