import type { ExplainedField, Explanation, Model } from '@llm-registry/api-types';
import type { ModelRow } from '../db/rows.js';
import { type SourcedModel, sourcedModel } from './inheritance.js';
import { effectiveOf, ownModelOf } from './row.js';

type Field = keyof Model;
type Origin = Pick<ExplainedField, 'from' | 'model_name'>;

/** A model of a chain; a shipped one has all its values itself. */
interface Link {
  name: string;
  sourced: SourcedModel | null;
}

const nobody: Origin = { from: 'default', model_name: null };

function linkOf(row: ModelRow, base: ModelRow | undefined): Link {
  const shipped = row.definition === null;
  return {
    name: row.name,
    sourced: shipped
      ? null
      : sourcedModel(ownModelOf(row, effectiveOf(row)), base ? effectiveOf(base) : null),
  };
}

/** Follows a field down the chain to the model that has its value not from its base. */
function originOf(field: Field, value: unknown, chain: readonly Link[]): Origin {
  for (const [index, { name, sourced }] of chain.entries()) {
    if (sourced === null) return value === null ? nobody : { from: 'shipped', model_name: name };
    const { source } = sourced[field === 'provider' ? 'provider_id' : field];
    if (source === 'own') return { from: index === 0 ? 'own' : 'base', model_name: name };
    if (source !== 'base') return { from: source, model_name: source === 'shipped' ? name : null };
  }
  return nobody;
}

/**
 * Says for every field of a model's answer where its value comes from.
 * @param model the answer
 * @param rows the chain from the model to its root, of the same moment as the answer
 */
export function explain(model: Model, rows: readonly ModelRow[]): Explanation {
  const chain = rows.map((row, index) => linkOf(row, rows[index + 1]));
  // The keys of a value are known to be its own type's here: the answer is exactly the contract's Model.
  const fields = (Object.keys(model) as Field[]).map((field) => {
    const value = model[field];
    return [field, { value, ...originOf(field, value, chain) }];
  });
  return {
    model_name: model.model_name,
    chain: chain.map(({ name }) => name),
    fields: Object.fromEntries(fields),
  };
}
