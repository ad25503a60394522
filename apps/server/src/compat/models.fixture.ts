import type { Model, ModelProvider } from '@llm-registry/api-types';
import { builtInModel, type ModelFacts, ownModel } from '../../test/support/model-rows.js';
import { type JsonText, jsonText } from '../answers/json-text.js';

const providerOf = (id: string): ModelProvider => ({ id, provider_id: id, provider_name: `The ${id}` });

const shown = ({ provider_id: id, ...answer }: ReturnType<typeof ownModel>): Model => ({
  ...answer,
  provider: id === null ? null : providerOf(id),
});

/** A model of the organization as it is answered; what is not given is unknown. */
export const own = (facts: ModelFacts): Model => shown(ownModel(facts));

/** A shipped model, whose name begins with its provider. */
export const shipped = (model_name: string, facts: Omit<ModelFacts, 'model_name'> = {}): Model =>
  shown(builtInModel({ model_name, provider_id: model_name.split('/', 1)[0] ?? null, ...facts }));

/** Models as a list gives them, some at a time. */
export async function* inBatches(models: readonly Model[], size = 2): AsyncGenerator<JsonText<Model>[]> {
  for (let start = 0; start < models.length; start += size) {
    yield models.slice(start, start + size).map((model) => jsonText(model));
  }
}

/** Everything that an iterable gives. */
export async function taken<Value>(iterable: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of iterable) values.push(value);
  return values;
}
