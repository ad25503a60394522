import type { Model, Registry } from '@llm-registry/client';

/** The most that one request asks for. */
const batch = 500;

/** What names and aliases mean, by the name as it was asked; one that means nothing is not in the answer. */
export async function lookUp(registry: Registry, names: Iterable<string>): Promise<Map<string, Model>> {
  const distinct = [...new Set(names)];
  const found = new Map<string, Model>();
  for (let start = 0; start < distinct.length; start += batch) {
    const model_names = distinct.slice(start, start + batch);
    const { results } = await registry.lookupModels({ model_names });
    for (const [name, model] of Object.entries(results)) if (model) found.set(name, model);
  }
  return found;
}
