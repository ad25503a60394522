import { Complaint } from '../complaint.js';
import { isObject, type JsonObject } from '../file/json.js';
import { readJson } from '../file/read.js';
import { type Imported, type Importer, wholeEntry } from './imported.js';
import { label, ModelDraft, tokens } from './model-draft.js';
import { nameFault } from './model-name.js';
import { perMillion } from './per-million.js';

/** The answer of OpenRouter's `GET /api/v1/models`. */
export const openRouter: Importer = {
  description: "from the answer of OpenRouter's GET /api/v1/models",
  read: async (path) => openRouterOf(await readJson(path), path),
};

/** @throws Complaint when it is no such answer */
export function openRouterOf(value: unknown, path: string): Imported {
  const list = isObject(value) ? value['data'] : undefined;
  if (!Array.isArray(list) || !list.every((entry) => isObject(entry) && isObject(entry['pricing']))) {
    throw new Complaint(`${path} is not a list of OpenRouter's models: {"data": [{"id", "pricing", …}]}.`);
  }
  const imported: Imported = { providers: [], models: [], unmapped: [] };
  for (const entry of list) if (isObject(entry)) addEntry(imported, entry);
  return imported;
}

function addEntry(imported: Imported, entry: JsonObject): void {
  const id = String(entry['id'] ?? '');
  const name = `openrouter/${id}`;
  const fault = nameFault(name);
  if (fault !== undefined) {
    imported.unmapped.push(wholeEntry(id, fault));
    return;
  }
  const [draft, price, top] = [
    new ModelDraft(id, entry),
    new ModelDraft(id, objectIn(entry, 'pricing')),
    new ModelDraft(id, objectIn(entry, 'top_provider')),
  ];
  for (const field of ['id', 'pricing', 'top_provider', 'architecture', ...descriptive]) draft.take(field);
  mapFacts(draft, top, entry);
  mapPrices(price);
  const model = { ...draft.model(name), ...price.model(name), ...top.model(name) };
  imported.models.push({ model, baseCandidates: [] });
  imported.unmapped.push(
    ...draft.unmapped(),
    ...price.unmapped('pricing.'),
    ...top.unmapped('top_provider.'),
  );
}

/** What tells people about a model and changes nothing. */
const descriptive = ['description', 'created', 'canonical_slug', 'hugging_face_id', 'links'];

function objectIn(entry: JsonObject, field: string): JsonObject {
  const value = entry[field];
  return isObject(value) ? value : {};
}

function mapFacts(draft: ModelDraft, top: ModelDraft, entry: JsonObject): void {
  draft.set('provider_id', 'openrouter');
  draft.set('upstream_model', label(entry['id']));
  draft.map('name', 'display_name', label);
  draft.map('context_length', 'max_context_window', tokens);
  top.take('context_length');
  top.take('is_moderated');
  top.map('max_completion_tokens', 'max_output_tokens', tokens);
  const inputs = objectIn(entry, 'architecture')['input_modalities'];
  if (Array.isArray(inputs)) draft.set('image_support', inputs.includes('image') ? 1 : 0);
  const params = draft.take('supported_parameters');
  if (!Array.isArray(params)) return;
  draft.set('function_call', params.includes('tools') ? 1 : 0);
  const names = params.filter((param) => typeof param === 'string').slice(0, 100);
  draft.set('supported_params_override', Object.fromEntries(names.map((param) => [param, true])));
}

function mapPrices(price: ModelDraft): void {
  price.map('prompt', 'input_cost', perMillion);
  price.map('completion', 'output_cost', perMillion);
  price.map('input_cache_read', 'cache_hit_input_cost', perMillion);
  price.map('input_cache_write', 'cache_creation_input_cost', perMillion);
}
