import { isObject, type JsonObject } from '../file/json.js';
import { foreignProvider } from './foreign-provider.js';
import { Collection, type Imported, type Importer } from './imported.js';
import { inputsImages, typeOfOutput } from './modalities.js';
import { flag, label, ModelDraft, tokens } from './model-draft.js';
import { asPrice } from './per-million.js';
import { providerIdOf } from './shipped-providers.js';

/** The file of models.dev, `api.json`. */
export const modelsDev: Importer = {
  description: 'from the api.json of models.dev',
  kind: 'the api.json of models.dev (an object of providers, each with models)',
  format: 'JSON',
  recognizes: (value) => {
    const providers = Object.values(isObject(value) ? value : {});
    return providers.length > 0 && providers.every((it) => isObject(it) && isObject(it['models']));
  },
  convert: modelsDevOf,
};

function modelsDevOf(value: unknown): Imported {
  const imported = new Collection();
  for (const [key, provider] of Object.entries(isObject(value) ? value : {}))
    if (isObject(provider)) addProvider(imported, key, provider);
  return imported;
}

function addProvider(imported: Collection, key: string, provider: JsonObject): void {
  const models = isObject(provider['models']) ? provider['models'] : {};
  const id = foreignProvider(imported.providers, providerIdOf(key), {
    provider_name: label(provider['name']) ?? null,
    api_key: keyReference(provider['env']),
    extra_kwargs: typeof provider['api'] === 'string' ? { base_url: provider['api'] } : null,
  });
  for (const [model, entry] of Object.entries(models)) {
    if (!isObject(entry)) imported.leaveOut(`${key}/${model}`, 'it is no object');
    else if (imported.admits(`${id}/${model}`, `${key}/${model}`)) addModel(imported, id, model, entry);
  }
}

/** models.dev names the environment variables that a provider's SDK reads; one of them alone is the key. */
function keyReference(variables: unknown): string | null {
  if (!Array.isArray(variables) || variables.length !== 1) return null;
  return /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(String(variables[0])) ? `env:${variables[0]}` : null;
}

/** What tells people about a model and changes nothing. */
const descriptive = [
  'id',
  'description',
  'family',
  'knowledge',
  'release_date',
  'last_updated',
  'open_weights',
];

function addModel(imported: Collection, provider_id: string, id: string, entry: JsonObject): void {
  const name = `${provider_id}/${id}`;
  const draft = new ModelDraft(name, entry);
  const cost = partOf(draft, name, 'cost');
  const limit = partOf(draft, name, 'limit');
  for (const field of descriptive) draft.take(field);
  draft.set('provider_id', provider_id);
  draft.set('upstream_model', label(id));
  mapFacts(draft);
  mapCost(cost);
  limit.map('context', 'max_context_window', tokens);
  limit.map('output', 'max_output_tokens', tokens);
  const model = { ...draft.model(name), ...cost.model(name), ...limit.model(name) };
  imported.add(model, [...draft.unmapped(), ...cost.unmapped('cost.'), ...limit.unmapped('limit.')]);
}

function partOf(draft: ModelDraft, name: string, field: string): ModelDraft {
  const part = draft.take(field);
  return new ModelDraft(name, isObject(part) ? part : {});
}

function mapFacts(draft: ModelDraft): void {
  draft.map('name', 'display_name', label);
  draft.map('tool_call', 'function_call', flag);
  const modalities = draft.take('modalities');
  const { input = null, output = null } = isObject(modalities) ? modalities : {};
  draft.set('image_support', inputsImages(input));
  draft.set('model_type', typeOfOutput(output));
  const params = ['reasoning', 'temperature'].flatMap((param) => {
    const value = draft.take(param);
    return typeof value === 'boolean' ? [[param, value] as const] : [];
  });
  if (params.length > 0) draft.set('supported_params_override', Object.fromEntries(params));
}

function mapCost(cost: ModelDraft): void {
  cost.map('input', 'input_cost', asPrice);
  cost.map('output', 'output_cost', asPrice);
  cost.map('cache_read', 'cache_hit_input_cost', asPrice);
  cost.map('cache_write', 'cache_creation_input_cost', asPrice);
}
