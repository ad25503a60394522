import type { Model, Registry } from '@llm-registry/client';

/**
 * The shipped models that names and aliases mean as bases. An organization may answer its own models alone
 * (`catalog_visibility`) and still inherit from these, so a lookup need not know them.
 */
export async function shippedBases(
  registry: Registry,
  names: readonly string[],
): Promise<Map<string, Model>> {
  if (names.length === 0) return new Map();
  const answer = await registry.listPublicModels();
  const models = 'models' in answer ? answer.models : answer;
  // A model's name comes before another one's alias.
  const meanings = new Map([
    ...models.flatMap((model) => model.aliases.map((alias) => [alias, model] as const)),
    ...models.map((model) => [model.model_name, model] as const),
  ]);
  const asked = new Set(names);
  return new Map([...meanings].filter(([name]) => asked.has(name)));
}
