import type { ExplainedField, Explanation, Model } from '@llm-registry/api-types';
import type { ModelRow } from '../db/rows.js';
import { costFields, type Definition, flagFields, parseDefinition, windowFields } from './definition.js';

type Field = keyof Model;
type Origin = Pick<ExplainedField, 'from' | 'model_name'>;

interface Link {
  name: string;
  shipped: boolean;
  definition: Definition;
}

const nobody: Origin = { from: 'default', model_name: null };
const byRule: Origin = { from: 'computed', model_name: null };

/** Fields that follow from where a model is kept or from a rule, whatever anybody set. */
const computedFields: ReadonlySet<Field> = new Set(['affiliation_category', 'source', 'supported_params']);
const ownFields: ReadonlySet<Field> = new Set(['id', 'model_name', 'created_at', 'updated_at']);
const inheritedFields: ReadonlySet<Field> = new Set([...costFields, ...windowFields, ...flagFields, 'model_type']);

function originOf(link: Link, first: Link): Origin {
  const from = link.shipped ? 'shipped' : link === first ? 'own' : 'base';
  return { from, model_name: link.name };
}

/** The first model of the chain that sets something, a shipped root setting everything it knows. */
function setter(chain: readonly Link[], first: Link, sets: (definition: Definition) => boolean): Origin {
  const link = chain.find((candidate) => candidate.shipped || sets(candidate.definition));
  return link ? originOf(link, first) : nobody;
}

function upstreamOrigin(chain: readonly Link[], first: Link): Origin {
  for (const [index, link] of chain.entries()) {
    if (link.shipped || link.definition.upstream_model !== undefined) return originOf(link, first);
    const hasBase = index < chain.length - 1;
    const byName = link.definition.is_called_by_custom_name ?? (!hasBase || link.definition.provider_id !== undefined);
    if (byName) return byRule;
  }
  return nobody;
}

/** Tiers and conditions go with the shipped price, unless a model in between sets a cost. */
function priceShapeOrigin(chain: readonly Link[], first: Link): Origin {
  const cut = chain.find((link) => !link.shipped && costFields.some((field) => link.definition[field] !== undefined));
  if (cut) return byRule;
  const root = chain.at(-1);
  return root?.shipped ? originOf(root, first) : nobody;
}

function ownOrigin(field: keyof Definition, first: Link, otherwise: Origin): Origin {
  return first.definition[field] === undefined ? otherwise : originOf(first, first);
}

function customOrigin(field: Field, chain: readonly Link[], first: Link, model: Model): Origin {
  const root = chain.at(-1);
  if (ownFields.has(field)) return originOf(first, first);
  if (computedFields.has(field)) return byRule;
  switch (field) {
    case 'display_name':
      return ownOrigin('display_name', first, nobody);
    case 'base_model_name':
      return ownOrigin('base_model_name', first, model.base_model_name === null ? nobody : byRule);
    case 'is_called_by_custom_name':
      return ownOrigin('is_called_by_custom_name', first, byRule);
    case 'upstream_model':
      return model.upstream_model === null ? nobody : upstreamOrigin(chain, first);
    case 'price_tiers':
    case 'price_conditions':
      return priceShapeOrigin(chain, first);
    case 'provider':
      return model.provider === null ? nobody : setter(chain, first, (set) => set.provider_id !== undefined);
    case 'aliases':
      // Only a shadow has any, and keeps the shipped ones.
      return model.aliases.length > 0 && root ? { from: 'shipped', model_name: model.model_name } : nobody;
    default:
      return nobody;
  }
}

function fieldOrigin(field: Field, chain: readonly Link[], first: Link, model: Model): Origin {
  if (first.shipped) return model[field] === null ? nobody : originOf(first, first);
  if (!inheritedFields.has(field)) return customOrigin(field, chain, first, model);
  if (model[field] === null) return nobody;
  return setter(chain, first, (set) => field in set);
}

/**
 * Says for every field of a model's answer where its value comes from.
 * @param model the answer
 * @param rows the chain from the model to its root
 */
export function explain(model: Model, rows: readonly ModelRow[]): Explanation {
  const chain = rows.map((row) => ({
    name: row.name,
    shipped: row.definition === null,
    definition: parseDefinition(row.definition),
  }));
  const [first] = chain;
  if (!first) throw new Error('A chain begins with the model itself.');
  // The keys of a value are known to be its own type's here: the answer is exactly the contract's Model.
  const fields = (Object.keys(model) as Field[]).map((field) => [
    field,
    { value: model[field], ...fieldOrigin(field, chain, first, model) },
  ]);
  return { model_name: model.model_name, chain: chain.map((link) => link.name), fields: Object.fromEntries(fields) };
}
