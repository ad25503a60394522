import { isDeepStrictEqual } from 'node:util';
import type { ModelRow } from '../db/rows.js';
import { errors } from '../errors.js';
import { timeAfter } from '../revisions/time-after.js';
import type { ShownProvider, ShownRow } from './answer-row.js';
import { assertInheritance, baseNamed, givenBase, type InheritanceLimits, implicitBase } from './bases.js';
import { type Definition, parseDefinition } from './definition.js';
import { differingColumns, recomputeDependents } from './dependents.js';
import { effectiveModel } from './inheritance.js';
import { effectiveOf, modelRow } from './row.js';
import type { ModelStore, Place } from './store.js';

/** What a write asks for: the definition as it is to be, and what the request calls its provider. */
export interface Wanted {
  definition: Definition;
  providerPointer: string;
}

export interface Written {
  row: ShownRow;
  isChanged: boolean;
  /** Whether no other model is another one now. */
  isAlone: boolean;
}

interface ResolvedBase {
  /** The base that the model has where none is given. */
  implicit: string | null;
  row: ShownRow | undefined;
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

/** The provider that a written row shows. Those of rows that were read before are known. */
async function shownProvider(
  store: ModelStore,
  { provider_id: id }: ModelRow,
  known: readonly (ShownRow | undefined)[],
): Promise<ShownProvider> {
  if (id === null) return null;
  const same = known.find((row) => row?.provider_id === id);
  return same ? same.provider : store.provider(id);
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

/** Makes the one way in which an own model is written: created where the place has none. */
export function createModelWriter({ clock, limits }: { clock: () => Date; limits: InheritanceLimits }) {
  /**
   * Stores a row in the place of one of that name, or of none, and computes everything below it anew.
   * @returns whether there is anything below it
   */
  async function put(store: ModelStore, row: ModelRow, own: ModelRow | undefined): Promise<boolean> {
    const hasMoved = own?.base_name !== row.base_name;
    const stored = own ? store.change(row, differingColumns(own, row)) : store.put(row);
    // Where the model stays in its place, so do those below it, and both can be asked for at once.
    const [below] = await Promise.all([hasMoved ? undefined : store.dependents(row.name), stored]);
    if (hasMoved) await assertInheritance(store, row, limits);
    return recomputeDependents(store, row.name, effectiveOf(row), below);
  }

  /**
   * A write that would change nothing changes nothing, not even the time.
   *
   * @returns the model as it is afterwards
   * @throws unknown_base, unknown_provider, inheritance_cycle, chain_too_long, too_many_dependents
   */
  return async (store: ModelStore, place: Place, wanted: Wanted): Promise<Written> => {
    const { own } = place;
    const given = wanted.definition.base_model_name;
    const base = await resolvedBase(store, place, given);
    const definition =
      given === undefined || !base.row
        ? wanted.definition
        : { ...wanted.definition, base_model_name: base.row.name };
    if (own && isDeepStrictEqual(definition, parseDefinition(own.definition)))
      return { row: own, isChanged: false, isAlone: true };
    const row = rowOf(store, place, definition, base, timeAfter(own?.updated_at, clock()));
    const provider = await shownProvider(store, row, [own, base.row]);
    const { provider_id: id } = definition;
    if (id !== undefined && provider === null) throw errors.unknownProvider(id, wanted.providerPointer);
    const isBase = await put(store, row, own);
    return { row: { ...row, provider }, isChanged: true, isAlone: !isBase };
  };
}
