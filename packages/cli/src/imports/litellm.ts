import { Complaint } from '../complaint.js';
import { isObject, type JsonObject } from '../file/json.js';
import { readYaml } from '../file/read.js';
import { type Imported, type ImportedModel, type Importer, type Unmapped, wholeEntry } from './imported.js';
import { type Deployment, DeploymentProviders, deploymentOf } from './litellm-deployment.js';
import { mapLiteLlmCosts, mapLiteLlmInfo } from './litellm-info.js';
import { ModelDraft } from './model-draft.js';
import { nameFault } from './model-name.js';

/** The configuration of a LiteLLM proxy, `config.yaml`. */
export const liteLlm: Importer = {
  description: 'from the config.yaml of a LiteLLM proxy',
  read: async (path) => liteLlmOf(await readYaml(path), path),
};

/** @throws Complaint when it is no such configuration */
export function liteLlmOf(value: unknown, path: string): Imported {
  const { model_list: list, ...others } = isObject(value) ? value : { model_list: null };
  if (!Array.isArray(list) || !list.every((entry) => isObject(entry) && isObject(entry['litellm_params']))) {
    throw new Complaint(
      `${path} is not a configuration of LiteLLM: it has to hold model_list: [{model_name, litellm_params}].`,
    );
  }
  const unmapped = Object.keys(others).map((part) => wholeEntry(part, 'settings of the proxy, not models'));
  const providers = new DeploymentProviders();
  const models = new Map<string, ImportedModel>();
  for (const entry of list) if (isObject(entry)) addEntry(entry, { models, providers, unmapped });
  return { providers: providers.entries(), models: [...models.values()], unmapped };
}

interface Collected {
  models: Map<string, ImportedModel>;
  providers: DeploymentProviders;
  unmapped: Unmapped[];
}

function addEntry(entry: JsonObject, { models, providers, unmapped }: Collected): void {
  const name = String(entry['model_name'] ?? '');
  const fault = nameFault(entry['model_name']) ?? (models.has(name) ? secondDeployment : undefined);
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
