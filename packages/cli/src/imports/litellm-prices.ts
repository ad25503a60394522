import { Complaint } from '../complaint.js';
import { isObject, type JsonObject } from '../file/json.js';
import { readJson } from '../file/read.js';
import { foreignProvider } from './foreign-provider.js';
import { type Imported, type Importer, wholeEntry } from './imported.js';
import { mapLiteLlmInfo } from './litellm-info.js';
import { ModelDraft } from './model-draft.js';
import { nameFault } from './model-name.js';
import { providerIdOf } from './shipped-providers.js';

/** An entry of LiteLLM's cost map that explains the others. */
const sample = 'sample_spec';

/** LiteLLM's cost map, `model_prices_and_context_window.json`. */
export const liteLlmPrices: Importer = {
  description: "from LiteLLM's cost map (model_prices_and_context_window.json)",
  read: async (path) => liteLlmPricesOf(await readJson(path), path),
};

/** @throws Complaint when it is no cost map */
export function liteLlmPricesOf(value: unknown, path: string): Imported {
  const entries = Object.entries(isObject(value) ? value : {}).filter(([name]) => name !== sample);
  if (!entries.some(([, entry]) => isObject(entry) && looksLikeCosts(entry))) {
    throw new Complaint(
      `${path} is not a cost map of LiteLLM: an object of models, each with litellm_provider.`,
    );
  }
  const imported: Imported = { providers: [], models: [], unmapped: [] };
  for (const [name, entry] of entries) {
    if (isObject(entry)) addEntry(imported, name, entry);
    else imported.unmapped.push(wholeEntry(name, 'it is no object'));
  }
  return imported;
}

const looksLikeCosts = (entry: JsonObject): boolean =>
  typeof entry['litellm_provider'] === 'string' || typeof entry['mode'] === 'string';

function addEntry(imported: Imported, name: string, entry: JsonObject): void {
  const fault = nameFault(name);
  if (fault !== undefined) {
    imported.unmapped.push(wholeEntry(name, fault));
    return;
  }
  const draft = new ModelDraft(name, entry);
  const foreign = String(draft.take('litellm_provider') ?? '');
  if (foreign !== '') {
    const provider_id = foreignProvider(imported.providers, providerIdOf(foreign));
    draft.set('provider_id', provider_id);
    draft.set('upstream_model', upstreamOf(name, foreign));
  }
  mapLiteLlmInfo(draft);
  imported.models.push({ model: draft.model(name), baseCandidates: [] });
  imported.unmapped.push(...draft.unmapped());
}

/** LiteLLM puts its provider before most names; the provider itself does not know that part. */
function upstreamOf(name: string, foreign: string): string {
  return name.startsWith(`${foreign}/`) ? name.slice(foreign.length + 1) : name;
}
