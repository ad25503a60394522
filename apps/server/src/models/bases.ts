import type { ModelRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { ShownRow } from './answer-row.js';
import type { ModelStore, Place } from './store.js';

/** What bounds a chain and a tree of models. */
export interface InheritanceLimits {
  /** Models in a chain, root included. */
  chain: number;
  /** Own models that may inherit from one, at any depth: a write of the one rewrites them all in its transaction. */
  dependents: number;
}

export const inheritanceLimits: InheritanceLimits = { chain: 10, dependents: 10_000 };

/** The name of the base that a new model has when none is given: the shipped model of its name, or what the alias means. */
export async function implicitBase(store: ModelStore, { name, shipped }: Place): Promise<string | null> {
  return shipped ? name : store.aliasTarget(name);
}

/** The model that a base name means to the model at a place: its own name means the shipped one, others own first. */
export async function baseNamed(
  store: ModelStore,
  place: Place,
  name: string,
): Promise<ShownRow | undefined> {
  if (name === place.name) return place.shipped;
  const { own, shipped } = await store.place(name);
  return own ?? shipped;
}

/**
 * The model that a base given by name or alias means. A name is looked up as always; where that leads back to the model
 * itself, the shipped one is meant.
 * @throws unknown_base, inheritance_cycle
 */
export async function givenBase(store: ModelStore, place: Place, given: string): Promise<ShownRow> {
  const named = await baseNamed(store, place, given);
  if (named) return named;
  const target = await store.aliasTarget(given);
  const meant = target === null ? undefined : await baseNamed(store, place, target);
  if (meant) return meant;
  throw given === place.name ? errors.inheritanceCycle(given, given) : errors.unknownBase(given);
}

/**
 * From a model to its root, the model first.
 * @throws chain_too_long when it has more than `limit` models, inheritance_cycle when it meets itself
 */
export async function chainOf(
  store: ModelStore,
  model: Pick<ModelRow, 'layer' | 'name'>,
  limit: number,
): Promise<ShownRow[]> {
  const chain = await store.tree.chain(model.layer, model.name, limit + 1);
  const distinct = new Set(chain.map(({ layer, name }) => `${layer}\0${name}`));
  if (distinct.size < chain.length) throw errors.inheritanceCycle(model.name, chain[1]?.name ?? model.name);
  if (chain.length > limit) throw errors.chainTooLong(model.name, limit);
  return chain;
}

/**
 * Checks a stored model's place in its tree: no cycle, no chain that is too long through it, not too many below its root.
 * @throws inheritance_cycle, chain_too_long, too_many_dependents
 */
export async function assertInheritance(
  store: ModelStore,
  model: Pick<ModelRow, 'layer' | 'name'>,
  limits: InheritanceLimits,
): Promise<void> {
  const chain = await chainOf(store, model, limits.chain);
  const { depth } = await store.tree.extentBelow(model.name, limits.dependents + 1);
  if (chain.length + depth > limits.chain) throw errors.chainTooLong(model.name, limits.chain);
  const root = chain.at(-1);
  // A tree cannot be larger than the organization.
  if (root && store.layers.ownCount >= limits.dependents) await assertBreadth(store, root, limits.dependents);
}

async function assertBreadth(store: ModelStore, root: ModelRow, limit: number): Promise<void> {
  const { count } = await store.tree.extentBelow(root.name, limit + 1);
  const { own } = await store.place(root.name);
  // A shadow of the root inherits from it, and what is below the root's name is below the shadow.
  const total = own && root.layer !== own.layer ? count + 1 : count;
  if (total > limit) throw errors.tooManyDependents(root.name, limit);
}
