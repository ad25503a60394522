import type { Model } from '@llm-registry/api-types';
import type { ModelRow, ProviderRow } from '../../src/db/rows.js';
import { modelRow } from '../../src/models/row.js';
import { unknownFacts } from './unknown-facts.js';

/** An effective model without its provider, and the id of that. */
export type ListedModel = Omit<Model, 'provider'> & { provider_id: string | null };

/** What a test cares about of a model; the rest is unknown, or the default. */
export type ModelFacts = Partial<ListedModel> & { model_name: string };

const unsetFacts = {
  ...unknownFacts,
  base_model_name: null,
  upstream_model: null,
  is_called_by_custom_name: false,
  throughput: null,
  provenance: null,
  created_at: null,
  updated_at: null,
  provider_id: null,
} as const;

function listedModel(facts: ModelFacts, layer: Pick<Model, 'affiliation_category' | 'source'>): ListedModel {
  const lists = { aliases: [], price_conditions: [] };
  return {
    ...unsetFacts,
    ...lists,
    id: facts.model_name,
    display_name: facts.model_name,
    ...facts,
    ...layer,
  };
}

export function ownModel(facts: ModelFacts): ListedModel {
  return listedModel(facts, { affiliation_category: 'custom', source: 'db' });
}

export function builtInModel(facts: ModelFacts): ListedModel {
  return listedModel(facts, { affiliation_category: 'built_in', source: 'hardcoded' });
}

/** The row of a model in a layer, as writes leave it. */
export function rowIn(layer: string, { provider_id, ...answer }: ListedModel, retired = false): ModelRow {
  return modelRow(
    { answer, providerId: provider_id },
    { layer, definition: null, implicitBase: null, retired, revision: 0 },
  );
}

/** The row of a provider whose answer says nothing but its id and the layer it is from. */
export function providerRowIn(layer: string, id: string): ProviderRow {
  return {
    layer,
    provider_id: id,
    provider_name: id,
    definition: null,
    key_ids: '[]',
    created_at: null,
    updated_at: null,
    answer: JSON.stringify({ id, provider_id: id, provider_name: `${id} of ${layer}` }),
  };
}
