import { Complaint } from '../complaint.js';
import { visible } from '../terminal/visible.js';
import { modelFields, providerFields } from './fields.js';
import { byText, isObject, type JsonObject, sorted } from './json.js';
import { readYaml } from './read.js';

/** What is set on one model. Null and absent are the same, and null is never kept. */
export type ModelEntry = JsonObject & { model_name: string };
/** One provider. `provider_name` is absent where it is the id, `extra_kwargs` where it is empty. */
export type ProviderEntry = JsonObject & { provider_id: string };

/** The models and providers of an organization, as a file has them. */
export interface ModelsFile {
  providers: ProviderEntry[];
  models: ModelEntry[];
}

const mostFaults = 10;
/** Characters of one; a name in it may be as long as the file. */
const longestFault = 500;

/**
 * @param hint what to add to the message about a file of another kind
 * @throws Complaint that names what is wrong, entry by entry
 */
export async function readModelsFile(path: string, hint: (value: unknown) => string): Promise<ModelsFile> {
  return modelsFileOf(await readYaml(path), path, hint);
}

/** @throws Complaint as `readModelsFile` does */
export function modelsFileOf(value: unknown, path: string, hint = (_: unknown): string => ''): ModelsFile {
  const { providers = [], models = [], ...others } = isObject(value) ? value : { format: null };
  const unknown = Object.keys(others);
  if (unknown.length > 0 || !isList(providers) || !isList(models)) {
    throw new Complaint(
      `${path} is not a file of models: it has to hold the lists "providers" and "models", as export writes them.${hint(value)}`,
    );
  }
  const faults: string[] = [];
  const file = {
    providers: entriesOf(providers, 'provider_id', providerFields, faults).map(providerEntry),
    models: entriesOf(models.map(oneSpelling), 'model_name', modelFields, faults).map(modelEntry),
  };
  if (faults.length > 0) throw new Complaint(described(path, faults));
  return file;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

function described(path: string, faults: string[]): string {
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more`] : [];
  const shown = faults.slice(0, mostFaults).map((fault) => visible(fault).slice(0, longestFault));
  return [`${path} cannot be taken:`, ...shown, ...more].join('\n  ');
}

/** The API takes `custom_provider_id` for `provider_id`. */
function oneSpelling(entry: unknown): unknown {
  if (!isObject(entry) || entry['custom_provider_id'] === undefined) return entry;
  const { custom_provider_id, ...others } = entry;
  return { provider_id: custom_provider_id, ...others };
}

function entriesOf(
  list: unknown[],
  identity: string,
  fields: typeof modelFields,
  faults: string[],
): JsonObject[] {
  const seen = new Set<unknown>();
  const entries: JsonObject[] = [];
  for (const [index, entry] of list.entries()) {
    const id = isObject(entry) ? entry[identity] : undefined;
    if (!isObject(entry) || typeof id !== 'string') {
      faults.push(`entry ${index + 1} has no ${identity} (quote one that looks like a number)`);
      continue;
    }
    if (seen.has(id)) faults.push(`"${id}" is there twice`);
    seen.add(id);
    faults.push(...faultsOf(entry, fields).map((fault) => `"${id}": ${fault}`));
    entries.push(entry);
  }
  return entries;
}

function faultsOf(entry: JsonObject, fields: typeof modelFields): string[] {
  return Object.entries(entry).flatMap(([name, value]) => {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!check) return [`${name} is not a field; there are ${Object.keys(fields).join(', ')}`];
    const fault = value === null ? undefined : check(value);
    return fault === undefined ? [] : [`${name} ${fault}`];
  });
}

/** In one order, without nulls and without an override that overrides nothing. */
export function modelEntry(given: object & { model_name?: unknown }): ModelEntry {
  const override = Object.entries(given).find(([name]) => name === 'supported_params_override')?.[1];
  const kept = withoutNulls(isObject(override) ? override : {});
  return {
    model_name: String(given.model_name),
    ...pick({ ...given, supported_params_override: emptyToNull(kept) }, Object.keys(modelFields)),
  };
}

/** In one order, without nulls and defaults. */
export function providerEntry(given: Readonly<Record<string, unknown>>): ProviderEntry {
  const members = withoutNulls(isObject(given) ? given : {});
  const { provider_name = null, extra_kwargs = null } = members;
  return {
    provider_id: String(given['provider_id']),
    ...pick(
      {
        ...members,
        provider_name: provider_name === given['provider_id'] ? null : provider_name,
        extra_kwargs: emptyToNull(isObject(extra_kwargs) ? extra_kwargs : {}),
      },
      Object.keys(providerFields),
    ),
  };
}

const emptyToNull = (value: JsonObject): JsonObject | null => (Object.keys(value).length > 0 ? value : null);

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

function pick(given: object, names: string[]): JsonObject {
  const members = new Map<string, unknown>(Object.entries(given));
  const there = names.filter((name) => (members.get(name) ?? null) !== null);
  return Object.fromEntries(there.map((name) => [name, sorted(members.get(name))]));
}

/** Providers by id and models by name, so that the same models are the same bytes. */
export function inOrder({ providers, models }: ModelsFile): ModelsFile {
  return {
    providers: [...providers].sort((a, b) => byText(a.provider_id, b.provider_id)),
    models: [...models].sort((a, b) => byText(a.model_name, b.model_name)),
  };
}
