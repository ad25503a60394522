import { mostParams } from '../file/fields.js';
import { isObject, type JsonObject } from '../file/json.js';
import { Collection, type Imported, type Importer } from './imported.js';
import { inputsImages, typeOfOutput } from './modalities.js';
import { label, ModelDraft, tokens } from './model-draft.js';
import { perMillion } from './per-million.js';

/** The answer of OpenRouter's `GET /api/v1/models`. */
export const openRouter: Importer = {
  description: "from the answer of OpenRouter's GET /api/v1/models",
  kind: 'a list of OpenRouter\'s models ({"data": [{"id", "pricing", …}]})',
  format: 'JSON',
  recognizes: (value) => listOf(value) !== undefined,
  convert: openRouterOf,
};

function listOf(value: unknown): JsonObject[] | undefined {
  const list = isObject(value) ? value['data'] : undefined;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const entries = list.filter(isObject);
  const isList = entries.length === list.length && entries.every((entry) => isObject(entry['pricing']));
  return isList ? entries : undefined;
}

function openRouterOf(value: unknown): Imported {
  const imported = new Collection();
  for (const entry of listOf(value) ?? []) addEntry(imported, entry);
  return imported;
}

function addEntry(imported: Collection, entry: JsonObject): void {
  const id = typeof entry['id'] === 'string' ? entry['id'] : '';
  const name = `openrouter/${id}`;
  if (!imported.admits(name, id)) return;
  const [draft, price, top] = [
    new ModelDraft(id, entry),
    new ModelDraft(id, objectIn(entry, 'pricing')),
    new ModelDraft(id, objectIn(entry, 'top_provider')),
  ];
  for (const field of ['id', 'pricing', 'top_provider', 'architecture', ...descriptive]) draft.take(field);
  if (saysNothing(entry['default_parameters'])) draft.take('default_parameters');
  mapFacts(draft, top, entry);
  mapPrices(price);
  const model = { ...draft.model(name), ...price.model(name), ...top.model(name) };
  imported.add(model, [...draft.unmapped(), ...price.unmapped('pricing.'), ...top.unmapped('top_provider.')]);
}

/** OpenRouter names the parameters that could have defaults, and most have none. */
const saysNothing = (value: unknown): boolean =>
  isObject(value) && Object.values(value).every((it) => it === null);

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
  const { input_modalities, output_modalities } = objectIn(entry, 'architecture');
  draft.set('image_support', inputsImages(input_modalities));
  draft.set('model_type', typeOfOutput(output_modalities));
  mapParams(draft);
}

function mapParams(draft: ModelDraft): void {
  const params = draft.take('supported_parameters');
  if (!Array.isArray(params)) return;
  draft.set('function_call', params.includes('tools') ? 1 : 0);
  const names = [...new Set(params.filter((param) => typeof param === 'string'))];
  if (names.length > mostParams)
    draft.report('supported_parameters', `has more than ${mostParams}; the others were left out`);
  const kept = names.slice(0, mostParams);
  draft.set('supported_params_override', Object.fromEntries(kept.map((param) => [param, true])));
}

function mapPrices(price: ModelDraft): void {
  price.map('prompt', 'input_cost', perMillion);
  price.map('completion', 'output_cost', perMillion);
  price.map('input_cache_read', 'cache_hit_input_cost', perMillion);
  price.map('input_cache_write', 'cache_creation_input_cost', perMillion);
}
