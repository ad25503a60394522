import { hasPassword } from '../file/address.js';
import type { Json, JsonObject } from '../file/json.js';
import { providerEntry } from '../file/models-file.js';
import type { ModelDraft } from './model-draft.js';
import { providerIdOf, shippedProviders } from './shipped-providers.js';

/** Who serves a deployment of a LiteLLM configuration. */
export interface Deployment {
  /** The id of the provider kind, such as `azure`. */
  kind: string;
  /** What the provider calls the model. */
  upstream: string;
  /** What an own provider needs; empty where the shipped one of that kind will do. */
  settings: JsonObject;
}

/** Where LiteLLM's settings of a deployment go in a provider's `extra_kwargs`. */
const settingNames: readonly (readonly [string, string])[] = [
  ['api_base', 'base_url'],
  ['base_url', 'base_url'],
  ['api_version', 'api_version'],
  ['organization', 'organization'],
  ['aws_region_name', 'aws_region_name'],
  ['aws_access_key_id', 'aws_access_key_id'],
  ['aws_secret_access_key', 'aws_secret_access_key'],
  ['vertex_project', 'vertex_project'],
  ['vertex_location', 'vertex_location'],
];

/** Reads who serves a deployment out of its `litellm_params`; undefined (and reported) without a model. */
export function deploymentOf(params: ModelDraft): Deployment | undefined {
  const model = params.take('model');
  if (typeof model !== 'string' || model === '') {
    params.report('model', 'is missing');
    return undefined;
  }
  const given = params.take('custom_llm_provider');
  const { prefix, rest } = split(model, typeof given === 'string' ? given : undefined);
  return { kind: providerIdOf(prefix), upstream: rest, settings: settingsOf(params) };
}

/** LiteLLM takes a model without a provider for one of OpenAI's. */
function split(model: string, given: string | undefined): { prefix: string; rest: string } {
  const slash = model.indexOf('/');
  const [before, after] = [model.slice(0, slash), model.slice(slash + 1)];
  if (given !== undefined) return { prefix: given, rest: before === given ? after : model };
  if (slash < 1) return { prefix: 'openai', rest: model };
  return { prefix: before, rest: before === 'bedrock' ? after.replace(/^(?:converse|invoke)\//, '') : after };
}

function settingsOf(params: ModelDraft): JsonObject {
  const extra_kwargs: Record<string, Json> = {};
  for (const [field, name] of settingNames) {
    const value = referenceOr(params.take(field));
    if (value === undefined) continue;
    if (/key/.test(name) && !isReference(value)) params.report(field, secretInClear);
    else extra_kwargs[name] = withoutPassword(value, () => params.report(field, passwordInClear));
  }
  return { api_key: apiKeyOf(params), extra_kwargs };
}

const secretInClear = 'is a secret in clear and was left out; keep it elsewhere and refer to it (env:NAME)';

const passwordInClear = 'has a user or password, which were left out; keep them elsewhere (env:NAME)';

/** The registry refuses addresses with a password. */
function withoutPassword(value: string, report: () => void): string {
  if (!hasPassword(value)) return value;
  report();
  const url = new URL(value);
  url.username = '';
  url.password = '';
  return url.href;
}

function apiKeyOf(params: ModelDraft): string | null {
  const value = referenceOr(params.take('api_key'));
  if (value === undefined) return null;
  if (isReference(value)) return value;
  params.report('api_key', secretInClear);
  return null;
}

const isReference = (value: string): boolean => value.startsWith('env:');

/** LiteLLM's `os.environ/NAME` is our `env:NAME`. */
function referenceOr(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return value.replace(/^os\.environ\/(?=[A-Za-z_][A-Za-z0-9_]{0,254}$)/, 'env:');
}

/** Gives every set of settings one provider, with an id that says where it is. */
export class DeploymentProviders {
  readonly #bySettings = new Map<string, { id: string; settings: JsonObject }>();

  /** The id of the provider of a deployment. */
  idOf({ kind, settings }: Deployment): string {
    const key = JSON.stringify([kind, settings]);
    const known = this.#bySettings.get(key);
    if (known) return known.id;
    if (shippedProviders.has(kind) && isBare(settings)) return kind;
    const id = this.#free(isBare(settings) ? kind : `${kind}-${placeOf(kind, settings)}`);
    this.#bySettings.set(key, { id, settings });
    return id;
  }

  entries() {
    return [...this.#bySettings.values()].map(({ id, settings }) =>
      providerEntry({ provider_id: id, ...settings }),
    );
  }

  #free(wanted: string): string {
    const taken = new Set([...this.#bySettings.values()].map(({ id }) => id));
    for (let number = 1; ; number++) {
      const id = number === 1 ? wanted : `${wanted}-${number}`;
      if (!taken.has(id) && !shippedProviders.has(id)) return id;
    }
  }
}

function isBare({ api_key, extra_kwargs }: JsonObject): boolean {
  return api_key === null && JSON.stringify(extra_kwargs) === '{}';
}

/** The first part of the host, else the region, else the name of the key. */
function placeOf(kind: string, { api_key, extra_kwargs }: JsonObject): string {
  const settings = new Map(Object.entries(extra_kwargs ?? {}));
  const url = String(settings.get('base_url') ?? '');
  const host = URL.canParse(url) ? new URL(url).host : '';
  const first = /[a-z]/i.test(host) ? (host.split(/[.:]/)[0] ?? host) : host;
  const region = settings.get('aws_region_name') ?? settings.get('vertex_location');
  const named = slug(first || String(region ?? '') || keyName(String(api_key ?? '')));
  return named === '' || named === kind ? 'own' : named.slice(0, 60);
}

const keyName = (reference: string): string => reference.replace(/^env:/, '').replace(/_?(?:API_)?KEY$/i, '');
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
