import type { ModelRow } from '../db/rows.js';
import { type Effective, effectiveModel } from './inheritance.js';
import { modelRow, ownModelOf } from './row.js';
import type { ModelStore } from './store.js';

/** What bases mean that are not computed anew themselves. */
export interface Bases {
  /** What a name means to those that inherit from it: own before shipped. */
  byName: ReadonlyMap<string, Effective>;
  /** Shipped models by name: the bases of their own shadows. */
  shipped: ReadonlyMap<string, Effective>;
}

/** Orders rows so that each comes after its base. */
function basesFirst(rows: readonly ModelRow[]): ModelRow[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const ordered = new Set<ModelRow>();
  const visit = (row: ModelRow): void => {
    if (ordered.has(row)) return;
    const base = row.base_name === row.name ? undefined : byName.get(row.base_name ?? '');
    if (base) visit(base);
    ordered.add(row);
  };
  for (const row of rows) visit(row);
  return [...ordered];
}

/** The columns in which a row differs from what it was. */
export function differingColumns(row: ModelRow, next: ModelRow): (keyof ModelRow)[] {
  // The keys of a row are known to be its own type's here.
  return (Object.keys(next) as (keyof ModelRow)[]).filter((column) => next[column] !== row[column]);
}

/** Computes own models anew over their bases and stores those whose answer is another one then. */
export async function recompute(store: ModelStore, rows: readonly ModelRow[], bases: Bases): Promise<void> {
  const done = new Map<string, Effective>();
  const baseOf = ({ name, base_name: base }: ModelRow): Effective | null => {
    if (base === null) return null;
    return (base === name ? bases.shipped.get(base) : (done.get(base) ?? bases.byName.get(base))) ?? null;
  };
  const changed: ModelRow[] = [];
  const columns = new Set<keyof ModelRow>();
  for (const row of basesFirst(rows)) {
    const model = ownModelOf(row);
    const aliases = bases.shipped.get(row.name)?.answer.aliases ?? model.aliases;
    const effective = effectiveModel({ ...model, aliases }, baseOf(row));
    done.set(row.name, effective);
    const next = modelRow(effective, {
      layer: row.layer,
      definition: model.definition,
      implicitBase: row.implicit_base,
      retired: false,
      revision: row.revision,
    });
    const differing = differingColumns(row, next);
    if (differing.length === 0) continue;
    changed.push({ ...next, revision: store.stamp });
    for (const column of [...differing, 'revision' as const]) columns.add(column);
  }
  await store.put(changed, [...columns]);
}

/**
 * Computes everything anew that inherits from `name`, in the transaction of the write that changed it, so that nobody
 * ever sees a base and a dependent that disagree.
 * @param effective what `name` means to its dependents now
 * @param known the dependents, where they have been read already
 */
export async function recomputeDependents(
  store: ModelStore,
  name: string,
  effective: Effective,
  known?: readonly ModelRow[],
): Promise<void> {
  const dependents = known ?? (await store.dependents(name));
  await recompute(store, dependents, { byName: new Map([[name, effective]]), shipped: new Map() });
}
