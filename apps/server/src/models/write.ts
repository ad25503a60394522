import { isDeepStrictEqual } from 'node:util';
import type { ModelRow } from '../db/rows.js';
import { errors } from '../errors.js';
import { timeAfter } from '../revisions/time-after.js';
import { assertInheritance, baseNamed, givenBase, type InheritanceLimits, implicitBase } from './bases.js';
import { type Definition, parseDefinition } from './definition.js';
import { recomputeDependents } from './dependents.js';
import { effectiveModel } from './inheritance.js';
import { effectiveOf, modelRow } from './row.js';
import type { ModelStore, Place } from './store.js';

/** What a write asks for: the definition as it is to be, and what the request calls its provider. */
export interface Wanted {
  definition: Definition;
  providerPointer: string;
}

interface ResolvedBase {
  /** The base that the model has where none is given. */
  implicit: string | null;
  row: ModelRow | undefined;
}

async function resolvedBase(
  store: ModelStore,
  place: Place,
  given: string | undefined,
): Promise<ResolvedBase> {
  const implicit = place.own ? place.own.implicit_base : await implicitBase(store, place);
  if (given !== undefined) return { implicit, row: await givenBase(store, place, given) };
  return { implicit, row: implicit === null ? undefined : await baseNamed(store, place, implicit) };
}

async function assertProvider(store: ModelStore, { definition, providerPointer }: Wanted): Promise<void> {
  const { provider_id: id } = definition;
  if (id === undefined || (await store.providerExists(id))) return;
  throw errors.unknownProvider(id, providerPointer);
}

function rowOf(
  store: ModelStore,
  place: Place,
  definition: Definition,
  base: ResolvedBase,
  updatedAt: string,
): ModelRow {
  const effective = effectiveModel(
    {
      name: place.name,
      definition,
      baseName: base.row?.name ?? null,
      aliases: place.shipped ? effectiveOf(place.shipped).answer.aliases : [],
      createdAt: place.own?.created_at ?? updatedAt,
      updatedAt,
    },
    base.row ? effectiveOf(base.row) : null,
  );
  return modelRow(effective, {
    layer: store.layers.own,
    definition,
    implicitBase: base.implicit,
    retired: false,
    revision: store.stamp,
  });
}

/**
 * Makes the one way in which an own model is written: created where the place has none. A write that would change
 * nothing changes nothing, not even the time.
 */
export function createModelWriter({ clock, limits }: { clock: () => Date; limits: InheritanceLimits }) {
  /**
   * @returns whether anything changed
   * @throws unknown_base, unknown_provider, inheritance_cycle, chain_too_long, too_many_dependents
   */
  return async (store: ModelStore, place: Place, wanted: Wanted): Promise<boolean> => {
    const { own } = place;
    const given = wanted.definition.base_model_name;
    const base = await resolvedBase(store, place, given);
    const definition =
      given === undefined || !base.row
        ? wanted.definition
        : { ...wanted.definition, base_model_name: base.row.name };
    if (own && isDeepStrictEqual(definition, parseDefinition(own.definition))) return false;
    await assertProvider(store, wanted);
    const row = rowOf(store, place, definition, base, timeAfter(own?.updated_at, clock()));
    await store.put([row]);
    if (!own || own.base_name !== row.base_name) await assertInheritance(store, row, limits);
    await recomputeDependents(store, place.name, effectiveOf(row));
    return true;
  };
}
