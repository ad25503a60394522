import type { Model, ModelProvider } from '@llm-registry/api-types';
import { type JsonText, storedJson } from '../answers/json-text.js';

/** The model's answer: the stored effective model with its provider, which is joined when it is read. */
export function renderModel(answer: string, provider: JsonText<ModelProvider> | null): JsonText<Model> {
  return storedJson(`${answer.slice(0, -1)},"provider":${provider}}`);
}
