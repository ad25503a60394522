import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import type { ModelRow } from '../db/rows.js';
import { recomputeDependants, recomputed } from '../models/dependants.js';
import { effectiveOf } from '../models/row.js';
import { createModelStore, type ModelStore } from '../models/store.js';
import type { Commit } from '../revisions/commit.js';
import type { Layers } from '../revisions/layers.js';

/** Own models that a shipped one is behind: as their base, or as what they hide. */
function touched(tx: Knex, own: string, layers: readonly string[]): Promise<ModelRow[]> {
  return tx('model as m')
    .where('m.layer', own)
    .where((either) =>
      either
        .whereExists(tx('model as s').whereIn('s.layer', [...layers]).whereRaw('s.name = m.name').select(tx.raw('1')))
        .orWhere((shippedBase) =>
          shippedBase
            .whereNotNull('m.base_name')
            .whereNotExists(tx('model as b').where('b.layer', own).whereRaw('b.name = m.base_name').select(tx.raw('1'))),
        ),
    )
    .select('m.*');
}

async function recomputeOver(models: ModelStore, row: ModelRow): Promise<void> {
  const shipped = await models.shipped(row.name);
  const base = row.base_name === row.name ? shipped : await baseOf(models, row);
  const next = recomputed(row, base ? effectiveOf(base) : null, shipped ? effectiveOf(shipped).answer.aliases : []);
  await models.put([next]);
  await recomputeDependants(models, row.name, effectiveOf(next));
}

async function baseOf(models: ModelStore, row: ModelRow): Promise<ModelRow | undefined> {
  if (row.base_name === null) return undefined;
  return (await models.own(row.base_name)) ?? (await models.shipped(row.base_name));
}

function hiddenCount(tx: Knex, own: string, shipped: string): Promise<{ count: number | string }[]> {
  return tx('model as m')
    .join('model as s', 's.name', 'm.name')
    .where({ 'm.layer': own, 's.layer': shipped, 's.retired': 0 })
    .count({ count: '*' }) as Promise<{ count: number | string }[]>; // knex types a count by every name it may have.
}

async function move(tx: Knex, layers: Layers, target: string): Promise<void> {
  const models = createModelStore(tx, { ...layers, shipped: target });
  for (const row of await touched(tx, layers.own, [layers.shipped, target])) await recomputeOver(models, row);
  const [hidden] = await hiddenCount(tx, layers.own, target);
  await tx('organization')
    .where('id', layers.organization)
    .update({ catalog: target, hidden_count: Number(hidden?.count ?? 0) });
}

/**
 * Moves every organization to a catalog, each in a transaction of its own with a revision of its own, so that nobody
 * waits for all of them.
 * @returns how many were moved
 */
export async function moveOrganizations(database: Database, commit: Commit, target: string): Promise<number> {
  const behind = await database.read('organization').whereNot('catalog', target).select('id');
  for (const { id } of behind) {
    await commit({ organization: id, principal: 'server' }, async (tx, layers) => {
      if (layers.shipped === target) return { value: null, change: null };
      await move(tx, layers, target);
      return { value: null, change: { operation: 'moveToCatalog', kind: 'catalog', name: target, stored: null } };
    });
  }
  return behind.length;
}
