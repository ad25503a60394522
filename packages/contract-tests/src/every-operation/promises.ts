/** What the documentation promises of each operation, as a table: method, path, least role, success. */
const table = `
replaceModel        PUT    /api/models/{model_name}        editor 200
updateModel         PATCH  /api/models/{model_name}        editor 200
getModel            GET    /api/models/{model_name}        viewer 200
deleteModel         DELETE /api/models/{model_name}        editor 204
upsertModel         POST   /api/models                     editor 200,201
getDefinition       GET    /api/definitions/{model_name}   editor 200
explainModel        GET    /api/explanations/{model_name}  viewer 200
lookupModels        POST   /api/lookup                     viewer 200
listModels          GET    /api/models                     viewer 200
listModelsPage      GET    /api/models/list                viewer 200
filterModels        POST   /api/models/list                viewer 200
getModelsSummary    GET    /api/models/summary             viewer 200
filterModelsSummary POST   /api/models/summary             viewer 200
listPublicModels    GET    /api/models/public              none   200
listChanges         GET    /api/changes                    viewer 200
getSnapshot         GET    /api/snapshot                   viewer 200
listProviders       GET    /api/providers                  viewer 200
createProvider      POST   /api/providers                  editor 201
getProvider         GET    /api/providers/{provider_id}    viewer 200
replaceProvider     PUT    /api/providers/{provider_id}    editor 200
updateProvider      PATCH  /api/providers/{provider_id}    editor 200
deleteProvider      DELETE /api/providers/{provider_id}    editor 204
listKeys            GET    /api/keys                       admin  200
createKey           POST   /api/keys                       admin  201
deleteKey           DELETE /api/keys/{key_id}              admin  204
getCurrentPrincipal GET    /api/me                         viewer 200
getOrganization     GET    /api/organization               admin  200
updateOrganization  PATCH  /api/organization               admin  200
getOpenaiModel      GET    /compat/openai/v1/models/{model} viewer 200
listOpenaiModels    GET    /compat/openai/v1/models        viewer 200
getLitellmPrices    GET    /compat/litellm/model_prices.json viewer 200
getModelsDevCatalog GET    /compat/models.dev/api.json     viewer 200
health              GET    /healthz                        none   200
readiness           GET    /readyz                         none   200
`;

/** Who an operation is for, at least; `none` needs no credential. */
export type LeastRole = 'none' | 'viewer' | 'editor' | 'admin';

/** What is promised of one operation. */
export interface Promised {
  id: string;
  method: string;
  path: string;
  role: LeastRole;
  /** Every status of success, with commas between them. */
  success: string;
}

const leastRoles: readonly LeastRole[] = ['none', 'viewer', 'editor', 'admin'];

function promiseIn(line: string): Promised {
  const [id = '', method = '', path = '', role = '', success = ''] = line.split(/ +/);
  const least = leastRoles.find((one) => one === role);
  if (!least) throw new Error(`"${role}" of ${id} is no role.`);
  return { id, method, path, role: least, success };
}

/** The table, row by row. */
export const promises: readonly Promised[] = table.trim().split('\n').map(promiseIn);
