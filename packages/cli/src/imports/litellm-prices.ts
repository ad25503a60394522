import { isObject, type JsonObject } from '../file/json.js';
import { foreignProvider } from './foreign-provider.js';
import { Collection, type Imported, type Importer } from './imported.js';
import { mapLiteLlmInfo, typeOfMode } from './litellm-info.js';
import { ModelDraft } from './model-draft.js';
import { providerIdOf } from './shipped-providers.js';

/** LiteLLM's cost map, `model_prices_and_context_window.json`. */
export const liteLlmPrices: Importer = {
  description: "from LiteLLM's cost map (model_prices_and_context_window.json)",
  kind: 'a cost map of LiteLLM (an object of models, each with litellm_provider)',
  format: 'JSON',
  recognizes: (value) => entriesOf(value).some(([, entry]) => isObject(entry) && looksLikeCosts(entry)),
  convert: liteLlmPricesOf,
};

/** Entries that are no models: one explains the others, one has rules for names that are not there. */
const noModels = ['sample_spec', 'fallback_generalizations'];

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(isObject(value) ? value : {}).filter(([name]) => !noModels.includes(name));
}

const looksLikeCosts = (entry: JsonObject): boolean =>
  typeof entry['litellm_provider'] === 'string' || typeof entry['mode'] === 'string';

function liteLlmPricesOf(value: unknown): Imported {
  const imported = new Collection();
  for (const [name, entry] of entriesOf(value)) {
    if (!isObject(entry)) imported.leaveOut(name, 'it is no object');
    else if (isAnotherThing(entry['mode'])) imported.leaveOut(name, anotherThing(entry['mode']));
    else if (imported.admits(name)) addEntry(imported, name, entry);
  }
  return imported;
}

/** Searches, stores and guardrails have prices in LiteLLM too. Here they would count as chat models. */
const isAnotherThing = (mode: unknown): mode is string =>
  typeof mode === 'string' && typeOfMode(mode) === undefined;

const anotherThing = (mode: string): string =>
  `its mode is ${JSON.stringify(mode)}, and the registry has no such type of model`;

function addEntry(imported: Collection, name: string, entry: JsonObject): void {
  const draft = new ModelDraft(name, entry);
  const foreign = String(draft.take('litellm_provider') ?? '');
  if (foreign !== '') {
    const provider_id = foreignProvider(imported.providers, providerIdOf(foreign));
    draft.set('provider_id', provider_id);
    draft.set('upstream_model', upstreamOf(name, foreign));
  }
  mapLiteLlmInfo(draft);
  imported.add(draft.model(name), draft.unmapped());
}

/**
 * LiteLLM puts its provider before most names, and the provider itself does not know that part. It is spelled with more
 * detail in the entry: `vertex_ai/claude-opus-4` is of `vertex_ai-anthropic_models`.
 */
function upstreamOf(name: string, foreign: string): string {
  const prefix = name.slice(0, name.indexOf('/') + 1);
  const [given, before] = [plain(foreign), plain(prefix.slice(0, -1))];
  return before !== '' && (given === before || given.startsWith(`${before}_`))
    ? name.slice(prefix.length)
    : name;
}

const plain = (name: string): string => name.replaceAll('-', '_');
