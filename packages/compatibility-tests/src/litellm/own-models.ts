import type { ModelUpsert, Registry } from '@llm-registry/client';

/** Own models of every kind that a bill can tell apart. */
const models: readonly ModelUpsert[] = [
  {
    model_name: 'acme/support-bot',
    base_model_name: 'openai/gpt-4o-mini',
    input_cost: 0.12,
    output_cost: 0.48,
    cache_hit_input_cost: 0.033,
  },
  {
    model_name: 'acme/claude',
    base_model_name: 'anthropic/claude-sonnet-4-5',
    input_cost: 2.1,
    output_cost: 11.07,
    cache_hit_input_cost: 0.21,
    cache_creation_input_cost: 2.625,
  },
  { model_name: 'acme/größe L', base_model_name: 'openai/gpt-4o', input_cost: 1.1 },
  { model_name: 'acme/private', provider_id: 'acme', input_cost: 0.5, output_cost: 1.5 },
  { model_name: 'acme/free', input_cost: 0, output_cost: 0 },
  { model_name: 'acme/long', base_model_name: 'google/gemini-2.5-pro' },
  { model_name: 'google/gemini-2.5-flash', input_cost: 0.1, output_cost: 0.9 },
];

/** Writes them. */
export async function prepareOwnModels(registry: Registry): Promise<void> {
  await registry.createProvider({ provider_id: 'acme', api_key: 'env:ACME_KEY' });
  for (const model of models) await registry.upsertModel(model);
}
