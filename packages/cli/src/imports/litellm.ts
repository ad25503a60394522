import { isObject, type JsonObject } from '../file/json.js';
import { foreignNameFault } from './foreign-name.js';
import { type Imported, type ImportedModel, type Importer, type Unmapped, wholeEntry } from './imported.js';
import { type Deployment, DeploymentProviders, deploymentOf } from './litellm-deployment.js';
import { mapLiteLlmCosts, mapLiteLlmInfo } from './litellm-info.js';
import { ModelDraft } from './model-draft.js';

/** The configuration of a LiteLLM proxy, `config.yaml`. */
export const liteLlm: Importer = {
  description: 'from the config.yaml of a LiteLLM proxy',
  kind: 'a configuration of a LiteLLM proxy (model_list: [{model_name, litellm_params}])',
  format: 'YAML',
  recognizes: (value) => listOf(value) !== undefined,
  convert: liteLlmOf,
};

function listOf(value: unknown): JsonObject[] | undefined {
  const list = isObject(value) ? value['model_list'] : undefined;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const entries = list.filter(isObject);
  const isList =
    entries.length === list.length && entries.every((entry) => isObject(entry['litellm_params']));
  return isList ? entries : undefined;
}

function liteLlmOf(value: unknown): Imported {
  const { model_list: _, ...others } = isObject(value) ? value : {};
  const unmapped = Object.keys(others).map((part) => wholeEntry(part, 'settings of the proxy, not models'));
  const providers = new DeploymentProviders();
  const models = new Map<string, ImportedModel>();
  for (const entry of listOf(value) ?? []) addEntry(entry, { models, providers, unmapped });
  return { providers: providers.entries(), models: [...models.values()], unmapped };
}

interface Collected {
  models: Map<string, ImportedModel>;
  providers: DeploymentProviders;
  unmapped: Unmapped[];
}

function addEntry(entry: JsonObject, { models, providers, unmapped }: Collected): void {
  const name = String(entry['model_name'] ?? '');
  const fault = foreignNameFault(entry['model_name']) ?? (models.has(name) ? secondDeployment : undefined);
  if (fault !== undefined) {
    unmapped.push(wholeEntry(name || '(without a name)', fault));
    return;
  }
  const params = new ModelDraft(name, objectIn(entry, 'litellm_params'));
  const info = new ModelDraft(name, objectIn(entry, 'model_info'));
  const deployment = deploymentOf(params);
  if (deployment) models.set(name, modelOf(name, deployment, params, info, providers.idOf(deployment)));
  unmapped.push(...params.unmapped('litellm_params.'), ...info.unmapped('model_info.'));
}

const secondDeployment = 'another deployment of that name; the registry has one model for each name';

function objectIn(entry: JsonObject, field: string): JsonObject {
  const value = entry[field];
  return isObject(value) ? value : {};
}

function modelOf(
  name: string,
  { kind, upstream }: Deployment,
  params: ModelDraft,
  info: ModelDraft,
  provider_id: string,
): ImportedModel {
  info.set('provider_id', provider_id);
  info.set('upstream_model', upstream);
  const base = info.take('base_model');
  // An identity of LiteLLM's own.
  info.take('id');
  mapLiteLlmInfo(info);
  // LiteLLM takes costs in both places; the parameters win.
  mapLiteLlmCosts(params);
  const candidates = [...(typeof base === 'string' ? [base] : []), `${kind}/${upstream}`, upstream];
  return {
    model: { ...info.model(name), ...params.model(name) },
    baseCandidates: candidates.filter((candidate) => candidate !== name),
  };
}
