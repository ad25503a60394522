import { errors } from '../errors.js';
import { assertInheritance, type InheritanceLimits } from './bases.js';
import { parseDefinition } from './definition.js';
import { recompute, recomputeDependents } from './dependents.js';
import { effectiveOf } from './row.js';
import type { ModelStore, Place } from './store.js';

/** How many names an error lists. */
export const namesInError = 20;

/** Models that named a deleted alias shadow as their base name the alias's target from now on. */
async function rebase(
  store: ModelStore,
  name: string,
  target: string,
  limits: InheritanceLimits,
): Promise<void> {
  const direct = await store.directDependents(name);
  if (direct.length === 0) return;
  const named = direct.map((row) => row.name);
  await store.rewrite(named, (row) => {
    const definition = { ...parseDefinition(row.definition), base_model_name: target };
    return { base_name: target, definition: JSON.stringify(definition) };
  });
  const { own, shipped } = await store.place(target);
  const root = own ?? shipped;
  if (!root) return;
  // Whatever hangs below the target now hangs from it alike, so that its place says all.
  await assertInheritance(store, root, limits);
  const dependents = await store.dependents(target);
  await recompute(store, own?.base_name === target ? [own, ...dependents] : dependents, {
    byName: new Map([[target, effectiveOf(root)]]),
    // The target may be a shadow that named its own alias: the shipped model is its base now.
    shipped: new Map(shipped ? [[target, effectiveOf(shipped)]] : []),
  });
}

/**
 * What takes the place of a deleted own model for those that inherit from it: the shipped model of its name or what the
 * shipped alias means.
 * @throws model_in_use where nothing does, inheritance_cycle, chain_too_long, too_many_dependents
 */
export async function takeOver(
  store: ModelStore,
  { name, shipped }: Place,
  limits: InheritanceLimits,
): Promise<void> {
  if (shipped) return void (await recomputeDependents(store, name, effectiveOf(shipped)));
  const target = await store.aliasTarget(name);
  if (target !== null) return rebase(store, name, target, limits);
  const { count, some } = await store.nameDirectDependents(name, namesInError);
  if (count > 0) throw errors.modelInUse(name, count, some);
}
