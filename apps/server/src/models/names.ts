import { errors } from '../errors.js';
import type { AnswerRow, ShownRow } from './answer-row.js';
import type { ModelStore, Place } from './store.js';

/**
 * What a name means: own, else shipped, else the target of a shipped alias, own first again. Shipped ones mean nothing to
 * an organization that has them as bases only.
 */
export async function answerOf(store: ModelStore, name: string): Promise<AnswerRow | undefined> {
  const direct = await store.answer(name);
  if (direct) return direct;
  const target = await store.aliasTarget(name);
  return target === null ? undefined : store.answer(target);
}

/** @throws model_not_found where the name means nothing */
export async function existingAnswer(store: ModelStore, name: string): Promise<AnswerRow> {
  const row = await answerOf(store, name);
  if (row) return row;
  throw store.layers.catalogVisibility === 'listed' ? errors.modelNotFound(name) : errors.noOwnModel(name);
}

/** What each of some names means, by the name as it was asked; names that mean nothing are absent. */
export async function answersOf(
  store: ModelStore,
  names: readonly string[],
): Promise<Map<string, AnswerRow>> {
  const found = await store.answers(names);
  const targets = await store.aliasTargets(names.filter((name) => !found.has(name)));
  const byTarget = await store.answers([...new Set(targets.values())]);
  for (const [alias, target] of targets) {
    const row = byTarget.get(target);
    if (row) found.set(alias, row);
  }
  return found;
}

/** The place of an own model that a write means. */
export type OwnPlace = Place & { own: ShownRow };

/** @throws model_not_found where the name means nothing, catalog_read_only where it means a shipped model */
export async function placeForWrite(store: ModelStore, name: string): Promise<OwnPlace> {
  const place = await store.place(name);
  if (place.own) return { ...place, own: place.own };
  if (place.shipped) throw errors.catalogModelReadOnly(name);
  const target = await store.aliasTarget(name);
  throw target === null ? errors.modelNotFound(name) : errors.catalogAliasReadOnly(name, target);
}
