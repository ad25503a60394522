import type { Model } from '@llm-registry/client';

/** What a name means, by the registry's rule: the model of that very name, else the one that has it as an alias. */
export function named(models: readonly Model[], name: string): Model | undefined {
  return (
    models.find(({ model_name }) => model_name === name) ??
    models.find(({ aliases }) => aliases.includes(name))
  );
}
