import OpenAI, { NotFoundError } from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startedServer } from './support/server.js';

describe('the openai package, with the registry as its base URL', () => {
  const name = 'acme/gpt-4o mini/Grüße';
  let server: StartedServer;
  let openai: OpenAI;

  beforeAll(async () => {
    server = await startedServer();
    await server.registry.upsertModel({ model_name: name, base_model_name: 'openai/gpt-4o-mini' });
    const baseURL = `${server.baseUrl}/compat/openai/v1`;
    openai = new OpenAI({ baseURL, apiKey: server.adminKey, maxRetries: 0 });
  });

  it('lists own and shipped models', async () => {
    const listed = new Map<string, OpenAI.Model>();
    for await (const model of openai.models.list()) listed.set(model.id, model);
    expect(listed.get(name)).toMatchObject({ object: 'model', owned_by: 'openai' });
    expect(listed.get('google/gemini-2.5-pro')).toMatchObject({ owned_by: 'google' });
    const { summary } = await server.registry.getModelsSummary();
    expect(listed.size).toBe(summary.total_count);
  });

  it('retrieves a model, whatever is in its name', async () => {
    const { created_at } = await server.registry.getModel({ model_name: name });
    expect(await openai.models.retrieve(name)).toMatchObject({
      id: name,
      object: 'model',
      created: Math.floor(Date.parse(created_at ?? '') / 1000),
      owned_by: 'openai',
    });
  });

  it('shows what we say of a model that is not there', async () => {
    const missing = await openai.models.retrieve('acme/nobody').catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(NotFoundError);
    expect(missing).toMatchObject({
      status: 404,
      code: 'model_not_found',
      type: 'invalid_request_error',
      param: 'model',
      message: expect.stringContaining('There is no model "acme/nobody".'),
    });
  });

  it('shows what we say of a wrong key', async () => {
    const stranger = new OpenAI({ baseURL: openai.baseURL, apiKey: 'llmr_wrong', maxRetries: 0 });
    const refused = await stranger.models.list().catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 401, code: 'unauthenticated', type: 'authentication_error' });
  });
});
