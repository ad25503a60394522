import type { ModelRow } from '../db/rows.js';
import { parseDefinition } from './definition.js';
import { type Effective, effectiveModel } from './inheritance.js';
import { effectiveOf, modelRow } from './row.js';
import type { ModelStore } from './store.js';

/** An own row computed anew over a base; its own definition and times stay as they are. */
export function recomputed(row: ModelRow, base: Effective | null, aliases: readonly string[]): ModelRow {
  const definition = parseDefinition(row.definition);
  const effective = effectiveModel(
    {
      name: row.name,
      definition,
      baseName: row.base_name,
      aliases,
      createdAt: row.created_at ?? '',
      updatedAt: row.updated_at ?? '',
    },
    base,
  );
  return modelRow(effective, { layer: row.layer, definition, implicitBase: row.implicit_base, retired: false });
}

/**
 * Computes everything anew that inherits from `name`, in the transaction of the write that changed it, so that nobody
 * ever sees a base and a dependant that disagree.
 * @param effective what `name` means to its dependants now
 */
export async function recomputeDependants(store: ModelStore, name: string, effective: Effective): Promise<void> {
  const effectiveByName = new Map([[name, effective]]);
  const changed: ModelRow[] = [];
  for (const row of await store.dependants(name, Number.MAX_SAFE_INTEGER)) {
    const base = effectiveByName.get(row.base_name ?? '') ?? null;
    const next = recomputed(row, base, effectiveOf(row).answer.aliases);
    effectiveByName.set(row.name, effectiveOf(next));
    if (next.answer !== row.answer || next.provider_id !== row.provider_id) changed.push(next);
  }
  await store.put(changed);
}
