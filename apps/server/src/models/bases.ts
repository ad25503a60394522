import type { ModelRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { ModelStore } from './store.js';

/** What bounds a chain and a tree of models. */
export interface InheritanceLimits {
  /** Models in a chain, root included. */
  chain: number;
  /** Own models that may inherit from one, at any depth: a write of the one rewrites them all in its transaction. */
  dependents: number;
}

export const inheritanceLimits: InheritanceLimits = { chain: 10, dependents: 10_000 };

/** The base that a new model has when none is given: the shipped model of its name, or what the shipped alias means. */
export async function implicitBase(store: ModelStore, name: string): Promise<string | null> {
  return (await store.shipped(name)) ? name : store.aliasTarget(name);
}

/**
 * The name that a base given by name or alias resolves to. A name's own model is meant first, except that a model's
 * own name, and an alias of it, mean the shipped one.
 * @throws unknown_base, inheritance_cycle
 */
export async function resolveBase(store: ModelStore, name: string, given: string): Promise<string> {
  if (given === name) return shippedBehind(store, name);
  if (await store.own(given)) return given;
  if (await store.shipped(given)) return given;
  const target = await store.aliasTarget(given);
  if (target === null) throw errors.unknownBase(given);
  return target;
}

async function shippedBehind(store: ModelStore, name: string): Promise<string> {
  const base = await implicitBase(store, name);
  if (base === null) throw errors.inheritanceCycle(name, name);
  return base;
}

/** The row that a model inherits from: the shipped one where the base is its own name, else own before shipped. */
export async function baseRow(
  store: ModelStore,
  name: string,
  baseName: string | null,
): Promise<ModelRow | undefined> {
  if (baseName === null) return undefined;
  return (baseName === name ? undefined : await store.own(baseName)) ?? (await store.shipped(baseName));
}

/**
 * From a model to its root, the model first.
 * @throws chain_too_long when it has more than `limit` models, inheritance_cycle when it meets itself
 */
export async function chainOf(store: ModelStore, model: ModelRow, limit: number): Promise<ModelRow[]> {
  const chain = [model];
  const seen = new Set([`${model.layer}\0${model.name}`]);
  for (let row = await baseRow(store, model.name, model.base_name); row; ) {
    const key = `${row.layer}\0${row.name}`;
    if (seen.has(key)) throw errors.inheritanceCycle(model.name, model.base_name ?? model.name);
    seen.add(key);
    chain.push(row);
    if (chain.length > limit) throw errors.chainTooLong(model.name, limit);
    row = row.layer === store.layers.shipped ? undefined : await baseRow(store, row.name, row.base_name);
  }
  return chain;
}

/**
 * Checks a stored model's place in its tree: no cycle, no chain that is too long through it, not too many below its root.
 * @throws inheritance_cycle, chain_too_long, too_many_dependents
 */
export async function assertInheritance(store: ModelStore, model: ModelRow, limits: InheritanceLimits): Promise<void> {
  const chain = await chainOf(store, model, limits.chain);
  const { depth } = await store.extentBelow(model.name, limits.dependents + 1);
  if (chain.length + depth > limits.chain) throw errors.chainTooLong(model.name, limits.chain);
  const root = chain.at(-1);
  // A tree cannot be larger than the organization.
  if (root && (await store.ownCount()) >= limits.dependents) await assertBreadth(store, root.name, limits.dependents);
}

async function assertBreadth(store: ModelStore, root: string, limit: number): Promise<void> {
  const { count } = await store.extentBelow(root, limit + 1);
  const shadow = await store.own(root);
  const total = count + (shadow?.base_name === root ? 1 : 0);
  if (total > limit) throw errors.tooManyDependents(root, limit);
}
