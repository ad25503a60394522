import type { ShippedModel } from '../catalog.js';
import { isModelName } from '../names.js';

/** A model before aliases are given out, with what decides whether it may have one. */
export interface Candidate {
  model: ShippedModel;
  /** The row is one of a vendor's own list: its bare id means this vendor's model. */
  firstParty: boolean;
  priceOnly: boolean;
}

/**
 * Gives a first party's model its bare id as alias, unless a second first party has that id too. Rows that only the
 * price source knows count as a second claim, but get no alias: their ids are not certain enough.
 */
export function withAliases(candidates: readonly Candidate[]): ShippedModel[] {
  const claims = countClaims(candidates);
  const names = new Set(candidates.map(({ model }) => model.model_name));
  return candidates.map(({ model, firstParty, priceOnly }) => {
    const id = model.upstream_model;
    const takesAlias = firstParty && !priceOnly && claims.get(id) === 1 && !names.has(id) && isModelName(id);
    return takesAlias ? { ...model, aliases: [id] } : model;
  });
}

function countClaims(candidates: readonly Candidate[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const { model, firstParty } of candidates) {
    if (firstParty) claims.set(model.upstream_model, (claims.get(model.upstream_model) ?? 0) + 1);
  }
  return claims;
}
