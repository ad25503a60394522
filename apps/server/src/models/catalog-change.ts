import type { Knex } from 'knex';
import type { Layers } from '../revisions/layers.js';
import { recompute } from './dependents.js';
import type { Effective } from './inheritance.js';
import { effectiveOf } from './row.js';
import { createModelStore, type ModelStore } from './store.js';
import type { Node } from './tree-store.js';

async function effectiveByName(
  store: ModelStore,
  layer: string,
  names: Iterable<string>,
): Promise<Map<string, Effective>> {
  const rows = await store.inLayer(layer, [...new Set(names)]);
  return new Map(rows.map((row) => [row.name, effectiveOf(row)]));
}

function baseNames(rows: readonly Node[]): string[] {
  return rows.flatMap(({ base_name: base }) => (base === null ? [] : [base]));
}

/**
 * Computes every own model anew that rests on the shipped catalog, after the organization has moved to another one.
 * Bases stay the names they are: a shadow keeps the base that was decided when it was created.
 * @param layers those that the organization has from now on
 */
export async function recomputeOverCatalog(tx: Knex, layers: Layers): Promise<void> {
  const store = createModelStore(tx, layers, layers.revision);
  const rows = await store.tree.restingOnCatalog();
  const bases = baseNames(rows);
  const shipped = await effectiveByName(store, layers.shipped, [...bases, ...rows.map((row) => row.name)]);
  const own = await effectiveByName(store, layers.own, bases);
  await recompute(store, rows, { byName: new Map([...shipped, ...own]), shipped });
}
