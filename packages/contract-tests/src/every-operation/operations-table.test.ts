import { describe, expect, test } from 'vitest';
import { operations } from '../contract/operations.js';
import { sample } from '../requests/samples.js';
import { nobody, openWorkspace } from '../target/workspace.js';

/** What the documentation promises of each operation, as a table: method, path, least role, success. */
const promised = `
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

const rows = promised
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', method = '', path = '', role = '', success = ''] = line.split(/ +/);
    return { id, method, path, role, success };
  });

const idsFor = (...roles: string[]) => rows.filter(({ role }) => roles.includes(role)).map(({ id }) => id);

const workspace = await openWorkspace();

describe('the operations', () => {
  test('are those of the table, no more and no less', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  test.each(rows.map((row) => [row.id, row] as const))('%s is where and what it is promised', (id, row) => {
    const { method, path, success } = row;
    const documented = operations.find((operation) => operation.id === id);
    const successes = [...(documented?.answers.keys() ?? [])].filter((status) => status < 300);
    expect({ method: documented?.method, path: documented?.path, success: successes.join() }).toEqual({
      method,
      path,
      success,
    });
  });
});

describe('401 without a credential', () => {
  test.each(idsFor('viewer', 'editor', 'admin'))('%s', async (id) => {
    const answer = await nobody.send(sample(id));
    expect([answer.status, answer.headers.get('registry-revision')]).toEqual([401, null]);
    expect(answer.json).toMatchObject({ code: 'unauthenticated' });
  });
});

describe('needs no credential, and is not refused for a bad one', () => {
  test.each(idsFor('none'))('%s', async (id) => {
    expect((await nobody.send(sample(id))).status).toBe(200);
    expect((await nobody.send({ ...sample(id), token: 'nonsense' })).status).toBe(200);
  });
});

describe('403 with a role below the least', () => {
  test.each(idsFor('editor'))('%s for a viewer', async (id) => {
    expect((await workspace.viewer.send(sample(id))).json).toMatchObject({ code: 'forbidden_role' });
  });

  test.each(idsFor('admin'))('%s for an editor', async (id) => {
    expect((await workspace.editor.send(sample(id))).json).toMatchObject({ code: 'forbidden_role' });
  });
});

describe('the least role is enough', () => {
  const subjects = { model: 'contract-test/nothing', provider: 'contract-test-nothing', key: 'nothing' };
  const reads = new Set(rows.filter(({ method }) => method === 'GET').map(({ id }) => id));

  test.each(['viewer', 'editor', 'admin'] as const)('%s', async (role) => {
    for (const id of idsFor(role).filter((one) => reads.has(one))) {
      expect((await workspace[role].send(sample(id, subjects))).status, id).not.toBe(403);
    }
  });
});
