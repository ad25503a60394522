import type { RawRequest } from './raw.js';

/** What the sample requests are about. */
export interface Subjects {
  model: string;
  provider: string;
  key: string;
}

export const anySubjects: Subjects = { model: 'acme/model', provider: 'acme', key: 'k7Qm2xW9' };

/** One request of each operation that is well-formed and changes something if nothing forbids it. */
const samples: Record<string, (subjects: Subjects) => RawRequest> = {
  getModel: ({ model }) => ({ path: `/api/models/${model}` }),
  replaceModel: ({ model }) => ({ method: 'PUT', path: `/api/models/${model}`, body: { input_cost: 7 } }),
  updateModel: ({ model }) => ({ method: 'PATCH', path: `/api/models/${model}`, body: { input_cost: 8 } }),
  deleteModel: ({ model }) => ({ method: 'DELETE', path: `/api/models/${model}` }),
  upsertModel: ({ model }) => ({ method: 'POST', path: '/api/models', body: { model_name: `${model}-new` } }),
  getDefinition: ({ model }) => ({ path: `/api/definitions/${model}` }),
  explainModel: ({ model }) => ({ path: `/api/explanations/${model}` }),
  lookupModels: ({ model }) => ({ method: 'POST', path: '/api/lookup', body: { model_names: [model] } }),
  listModels: () => ({ path: '/api/models' }),
  listModelsPage: () => ({ path: '/api/models/list' }),
  filterModels: () => ({ method: 'POST', path: '/api/models/list', body: {} }),
  getModelsSummary: () => ({ path: '/api/models/summary' }),
  filterModelsSummary: () => ({ method: 'POST', path: '/api/models/summary', body: {} }),
  listPublicModels: () => ({ path: '/api/models/public' }),
  listChanges: () => ({ path: '/api/changes?after=0' }),
  getSnapshot: () => ({ path: '/api/snapshot' }),
  listProviders: () => ({ path: '/api/providers' }),
  createProvider: ({ provider }) => ({
    method: 'POST',
    path: '/api/providers',
    body: { provider_id: `${provider}-new` },
  }),
  getProvider: ({ provider }) => ({ path: `/api/providers/${provider}` }),
  replaceProvider: ({ provider }) => ({
    method: 'PUT',
    path: `/api/providers/${provider}`,
    body: { provider_name: 'Replaced' },
  }),
  updateProvider: ({ provider }) => ({
    method: 'PATCH',
    path: `/api/providers/${provider}`,
    body: { provider_name: 'Updated' },
  }),
  deleteProvider: ({ provider }) => ({ method: 'DELETE', path: `/api/providers/${provider}` }),
  listKeys: () => ({ path: '/api/keys' }),
  createKey: () => ({ method: 'POST', path: '/api/keys', body: { name: 'sample', role: 'viewer' } }),
  deleteKey: ({ key }) => ({ method: 'DELETE', path: `/api/keys/${key}` }),
  getCurrentPrincipal: () => ({ path: '/api/me' }),
  getOrganization: () => ({ path: '/api/organization' }),
  updateOrganization: () => ({
    method: 'PATCH',
    path: '/api/organization',
    body: { catalog_visibility: 'base_only' },
  }),
  getOpenaiModel: ({ model }) => ({ path: `/compat/openai/v1/models/${model}` }),
  listOpenaiModels: () => ({ path: '/compat/openai/v1/models' }),
  getLitellmPrices: () => ({ path: '/compat/litellm/model_prices.json' }),
  getModelsDevCatalog: () => ({ path: '/compat/models.dev/api.json' }),
  health: () => ({ path: '/healthz' }),
  readiness: () => ({ path: '/readyz' }),
};

/** A sample request of an operation. @throws Error for an operation without one: a new operation needs a new sample */
export function sample(operationId: string, subjects: Subjects = anySubjects): RawRequest {
  const make = samples[operationId];
  if (!make) throw new Error(`Write a sample request of ${operationId} into samples.ts.`);
  return make(subjects);
}
