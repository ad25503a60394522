import type { ModelRow, ProviderRow } from '../db/rows.js';

/** What a model's answer was in the catalog before, and the ordinal at which it became so. */
export type StampedAnswer = Pick<ModelRow, 'name' | 'answer' | 'provider_id' | 'revision'>;

type ProviderAnswer = Pick<ProviderRow, 'provider_id' | 'answer'>;

/** Providers of a catalog whose answer is another one than in the catalog before, or that are new. */
export function changedProviders(
  before: readonly ProviderAnswer[],
  after: readonly ProviderAnswer[],
): Set<string> {
  const answers = new Map(before.map(({ provider_id, answer }) => [provider_id, answer]));
  const changed = after.filter(({ provider_id, answer }) => answers.get(provider_id) !== answer);
  return new Set(changed.map(({ provider_id }) => provider_id));
}

/** What the models of a new layer are stamped by. */
export interface StampBasis {
  ordinal: number;
  /** By name. */
  before: ReadonlyMap<string, StampedAnswer>;
  changedProviders: ReadonlySet<string>;
}

/** The row with the ordinal of the catalog that last changed what its name answers, its provider included. */
export function stamped(row: ModelRow, { ordinal, before, changedProviders: changed }: StampBasis): ModelRow {
  const previous = before.get(row.name);
  const same =
    previous?.answer === row.answer &&
    previous.provider_id === row.provider_id &&
    !changed.has(row.provider_id ?? '');
  return { ...row, revision: same ? previous.revision : ordinal };
}
