import type { Model, OpenaiModel } from '@llm-registry/api-types';

/** Unix seconds of the moment since when there is something to say of a model: its creation or, shipped, the day of its facts. */
function createdAt({ created_at, provenance }: Model): number {
  return Math.floor(Date.parse(created_at ?? provenance?.as_of ?? '1970-01-01') / 1000);
}

/** A model as OpenAI's API describes one. */
export function openaiModel(model: Model): OpenaiModel {
  return {
    id: model.model_name,
    object: 'model',
    created: createdAt(model),
    owned_by: model.provider?.provider_id ?? 'custom',
  };
}
