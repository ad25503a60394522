import type { Model } from '@llm-registry/client';
import { Complaint } from '../complaint.js';
import { byText, same } from '../file/json.js';
import type { ModelEntry, ModelsFile, ProviderEntry } from '../file/models-file.js';
import type { RegistryState } from '../registry/state.js';
import { baseOf, basesFirst } from './order.js';
import { suspiciousMoves } from './price-guard.js';
import { keepingSecrets, secretFaults } from './secrets.js';

interface ChangeOf<Kind extends string, Entry> {
  kind: Kind;
  name: string;
  /** Undefined where it is to be created. */
  before: Entry | undefined;
  /** Undefined where it is to be deleted. */
  after: Entry | undefined;
}

export type ModelChange = ChangeOf<'model', ModelEntry> & {
  /** The ETag under which `before` was read. */
  etag: string | null;
};
export type ProviderChange = ChangeOf<'provider', ProviderEntry>;
/** One object that is to be created, replaced or deleted. */
export type Change = ProviderChange | ModelChange;

/** What makes the registry be as the file says. */
export interface Plan {
  /** In the order in which they can be made. */
  changes: Change[];
  /** What only the registry has, and keeps. */
  onlyInRegistry: string[];
  /** Prices that move so far that somebody has to say it is right. */
  suspicious: string[];
}

/**
 * Compares a file with what the registry has.
 * @param meanings what the names in the file mean to the registry now
 * @throws Complaint for what the registry would refuse in the middle: an unknown base or provider, a loop, a lost secret
 */
export function planOf(
  file: ModelsFile,
  state: RegistryState,
  meanings: ReadonlyMap<string, Model>,
  { prune }: { prune: boolean },
): Plan {
  const inFile = new Set(file.models.map(({ model_name }) => model_name));
  const wanted = file.models.map((model) => withBaseByName(model, inFile, meanings));
  const gone = { models: absent(state.models, wanted), providers: absentProviders(state, file) };
  assertPossible(wanted, file, state, meanings);
  const deletions = prune ? deletionsOf(state, gone) : [];
  const writes = [...providerWrites(file, state), ...modelWrites(basesFirst(wanted), state)];
  return {
    changes: [...writes, ...deletions],
    onlyInRegistry: prune ? [] : [...gone.providers.map((id) => `provider ${id}`), ...gone.models],
    suspicious: wanted.flatMap((model) =>
      suspiciousMoves(model, state.models.get(model.model_name)?.effective ?? meanings.get(model.model_name)),
    ),
  };
}

/** A base given by alias is stored as what the alias means, so it is compared as that. */
function withBaseByName(
  model: ModelEntry,
  inFile: ReadonlySet<string>,
  meanings: ReadonlyMap<string, Model>,
): ModelEntry {
  const base = baseOf(model);
  if (base === undefined || inFile.has(base)) return model;
  return { ...model, base_model_name: meanings.get(base)?.model_name ?? base };
}

function absent(models: RegistryState['models'], wanted: ModelEntry[]): string[] {
  const names = new Set(wanted.map(({ model_name }) => model_name));
  return [...models.keys()].filter((name) => !names.has(name)).sort(byText);
}

function absentProviders({ providers }: RegistryState, file: ModelsFile): string[] {
  const ids = new Set(file.providers.map(({ provider_id }) => provider_id));
  return [...providers.keys()].filter((id) => !ids.has(id)).sort(byText);
}

/**
 * Whether something that is pruned is still needed is left to the registry: only it knows whether a shipped model or
 * provider of that name takes its place.
 */
function assertPossible(
  wanted: ModelEntry[],
  file: ModelsFile,
  state: RegistryState,
  meanings: ReadonlyMap<string, Model>,
): void {
  const names = new Set([...wanted.map(({ model_name }) => model_name), ...meanings.keys()]);
  for (const model of meanings.values()) names.add(model.model_name);
  const ids = new Set([...state.shippedProviders, ...state.providers.keys()]);
  for (const { provider_id } of file.providers) ids.add(provider_id);
  const faults = [
    ...file.providers.flatMap((it) => secretFaults(it, state.providers.get(it.provider_id))),
    ...wanted.flatMap((model) => missing(model, 'base_model_name', baseOf(model), names)),
    ...wanted.flatMap((model) => missing(model, 'provider_id', model['provider_id'], ids)),
  ];
  if (faults.length > 0) throw new Complaint(['This cannot be applied:', ...faults].join('\n  '));
}

function missing(model: ModelEntry, field: string, value: unknown, there: Set<string>): string[] {
  if (typeof value !== 'string' || there.has(value)) return [];
  return [`"${model.model_name}": ${field} is "${value}", which is neither in the file nor in the registry`];
}

function providerWrites(file: ModelsFile, { providers }: RegistryState): ProviderChange[] {
  const ordered = [...file.providers].sort((a, b) => byText(a.provider_id, b.provider_id));
  return ordered
    .map((entry) => ({ entry, before: providers.get(entry.provider_id) }))
    .map(({ entry, before }) => ({
      kind: 'provider' as const,
      name: entry.provider_id,
      before,
      after: keepingSecrets(entry, before),
    }))
    .filter(({ before, after }) => !same(before, after));
}

function modelWrites(ordered: ModelEntry[], { models }: RegistryState): ModelChange[] {
  return ordered
    .map((after) => ({ after, now: models.get(after.model_name) }))
    .filter(({ after, now }) => !same(now?.entry, after))
    .map(({ after, now }) => ({
      kind: 'model' as const,
      name: after.model_name,
      before: now?.entry,
      after,
      etag: now?.etag ?? null,
    }));
}

/** What inherits goes before its base, and models go before providers. */
function deletionsOf(state: RegistryState, gone: { models: string[]; providers: string[] }): Change[] {
  const models = gone.models.flatMap((name) => state.models.get(name) ?? []);
  const etags = new Map(models.map(({ entry, etag }) => [entry.model_name, etag]));
  const leavesFirst = basesFirst(models.map(({ entry }) => entry)).reverse();
  return [
    ...leavesFirst.map((before) => ({
      kind: 'model' as const,
      name: before.model_name,
      before,
      after: undefined,
      etag: etags.get(before.model_name) ?? null,
    })),
    ...gone.providers.map((name) => ({
      kind: 'provider' as const,
      name,
      before: state.providers.get(name),
      after: undefined,
    })),
  ];
}
