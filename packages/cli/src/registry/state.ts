import { type Model, type Registry, RegistryProblem } from '@llm-registry/client';
import { type ModelEntry, type ModelsFile, modelEntry, type ProviderEntry } from '../file/models-file.js';
import { type Progress, progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { inParallel } from './in-parallel.js';
import { entryOfProvider, isOwnProvider } from './provider.js';

/** One of the organization's own models: what is set on it, what that comes to, and the ETag of both. */
export interface OwnModel {
  entry: ModelEntry;
  effective: Model;
  etag: string | null;
}

/** What an organization has now. */
export interface RegistryState {
  models: ReadonlyMap<string, OwnModel>;
  providers: ReadonlyMap<string, ProviderEntry>;
  shippedProviders: ReadonlySet<string>;
}

/** Reads all own models and providers; needs the role editor, as definitions do. */
export async function readState(registry: Registry, terminal: Terminal): Promise<RegistryState> {
  const { data: providers, revision } = await registry.withResponse.listProviders();
  const own: Model[] = [];
  const filters = { affiliation_category: { value: ['custom'] } };
  for await (const model of registry.eachModel({ filters }, { minRevision: revision })) own.push(model);
  const progress = progressOf(terminal, 'Reading model', own.length);
  const models = await inParallel(own, (model) => readOwnModel(registry, model, progress));
  progress.done();
  return {
    models: new Map(models.flatMap((model) => (model ? [[model.entry.model_name, model]] : []))),
    providers: new Map(providers.filter(isOwnProvider).map((it) => [it.provider_id, entryOfProvider(it)])),
    shippedProviders: new Set(providers.filter((it) => !isOwnProvider(it)).map((it) => it.provider_id)),
  };
}

async function readOwnModel(
  registry: Registry,
  effective: Model,
  progress: Progress,
): Promise<OwnModel | undefined> {
  const definition = await readDefinition(registry, effective.model_name);
  progress.step();
  return definition && { ...definition, effective };
}

/** What is set on a model now; undefined where the organization has none of that name. */
export async function readDefinition(
  registry: Registry,
  model_name: string,
): Promise<{ entry: ModelEntry; etag: string | null } | undefined> {
  try {
    const { data, etag } = await registry.withResponse.getDefinition({ model_name });
    return { entry: modelEntry(data), etag };
  } catch (error) {
    if (error instanceof RegistryProblem && error.code === 'model_not_found') return undefined;
    throw error;
  }
}

/** The own models and providers as a file has them. */
export function fileOf({ models, providers }: RegistryState): ModelsFile {
  return { providers: [...providers.values()], models: [...models.values()].map(({ entry }) => entry) };
}
