import type { Model, ModelProvider } from '@llm-registry/api-types';
import { type JsonText, jsonText, withMember } from '../answers/json-text.js';

/** The model's answer: the stored effective model with its provider, which is joined when it is read. */
export function renderModel(answer: string, provider: JsonText<ModelProvider> | null): JsonText<Model> {
  return withMember(answer, 'provider', provider ?? jsonText(null));
}
