import type { Model, Registry } from '@llm-registry/client';
import { type ModelEntry, modelEntry } from '../file/models-file.js';
import { lookUp } from '../registry/lookup.js';
import { shippedBases } from '../registry/shipped.js';
import type { ImportedModel, Unmapped } from './imported.js';

/**
 * Gives each model the first of its possible bases that the registry has, so that it inherits what its file does not say.
 * Without a registry to ask no model gets one.
 */
export async function withBases(
  models: readonly ImportedModel[],
  registry: Registry | undefined,
): Promise<{ models: ModelEntry[]; unmapped: Unmapped[] }> {
  const asked = models.flatMap(({ baseCandidates }) => baseCandidates).filter((name) => name.length <= 255);
  const found = registry ? await meaningsOf(asked, registry) : new Map<string, Model>();
  const names = new Set(models.map(({ model }) => model.model_name));
  const based = models.map((imported) => withBase(imported, found, names));
  return { models: based, unmapped: models.flatMap((it, index) => baseless(it, based[index], registry)) };
}

async function meaningsOf(names: readonly string[], registry: Registry): Promise<Map<string, Model>> {
  const answered = await lookUp(registry, names);
  const unanswered = names.filter((name) => !answered.has(name));
  return new Map([...answered, ...(await shippedBases(registry, unanswered))]);
}

/** A base among the imported models themselves could lead back to where it came from. */
function withBase(
  { model, baseCandidates }: ImportedModel,
  found: ReadonlyMap<string, Model>,
  imported: ReadonlySet<string>,
): ModelEntry {
  const bases = baseCandidates.flatMap((name) => found.get(name)?.model_name ?? []);
  const base_model_name = bases.find((name) => !imported.has(name));
  if (base_model_name === undefined) return model;
  const based: ModelEntry = { ...model, base_model_name };
  return modelEntry(based);
}

function baseless(
  { model, baseCandidates }: ImportedModel,
  based: ModelEntry | undefined,
  registry: Registry | undefined,
): Unmapped[] {
  if (baseCandidates.length === 0 || based?.['base_model_name'] !== undefined) return [];
  const reason = registry
    ? `the registry has none of ${baseCandidates.join(', ')}, so nothing is inherited`
    : 'not looked up without a registry (--url); nothing is inherited';
  return [{ entry: model.model_name, field: 'base_model_name', reason }];
}
