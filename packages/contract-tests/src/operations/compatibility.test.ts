import { describe, expect, test } from 'vitest';
import { nobody, openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

describe.each(['getLitellmPrices', 'listOpenaiModels', 'getModelsDevCatalog'] as const)('%s', (operation) => {
  test('304 until something changes, then 200 with another weak tag', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const { etag: ifNoneMatch } = await viewer.registry.withResponse[operation]();
    expect(ifNoneMatch).toMatch(/^W\/"/);
    expect((await viewer.registry.withResponse[operation]({}, { ifNoneMatch })).status).toBe(304);
    await editor.registry.upsertModel({ model_name });
    const changed = await viewer.registry.withResponse[operation]({}, { ifNoneMatch });
    expect(changed.status).toBe(200);
    expect(changed.etag).not.toBe(ifNoneMatch);
  });

  test('503 for a revision that is far ahead', async () => {
    const call = viewer.registry[operation]({}, { minRevision: Number.MAX_SAFE_INTEGER });
    await expect(call).rejects.toMatchObject({ status: 503, code: 'revision_not_reached' });
  });
});

describe('getLitellmPrices', () => {
  test('200 with own models and shipped ones, in USD per token', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name, input_cost: 0.15, output_cost: 0 });
    const prices = await viewer.registry.getLitellmPrices();
    expect(prices[model_name]).toEqual({
      mode: 'chat',
      input_cost_per_token: 1.5e-7,
      output_cost_per_token: 0,
    });
    const { aliases } = await shippedModel((model) => model.aliases.length > 0);
    expect(prices).toHaveProperty([aliases[0] ?? '']);
  });
});

describe('listOpenaiModels', () => {
  test('200 with the models that the organization lists, in the same order', async () => {
    const { object, data } = await viewer.registry.listOpenaiModels();
    const page = await viewer.registry.listModelsPage({ page_size: 100 });
    expect(object).toBe('list');
    const names = page.results.map(({ model_name }) => model_name);
    expect(data.slice(0, names.length).map(({ id }) => id)).toEqual(names);
  });
});

describe('getModelsDevCatalog', () => {
  test('200 with a model below its provider', async () => {
    const { model_name, provider, upstream_model } = await shippedModel();
    const { models } = (await viewer.registry.getModelsDevCatalog())[provider?.provider_id ?? ''] ?? {};
    expect(models?.[upstream_model ?? '']).toMatchObject({ id: upstream_model });
    expect(model_name).toContain(upstream_model);
  });
});

describe('getOpenaiModel', () => {
  test('200 by name, whatever is in it, and 304 while nothing changed', async () => {
    const model_name = `${uniqueName()}/größe L ✓`;
    removeAfterTest(editor, model_name);
    const { created_at } = await editor.registry.upsertModel({ model_name });
    const { data, etag } = await viewer.registry.withResponse.getOpenaiModel({ model: model_name });
    const created = Math.floor(Date.parse(created_at ?? '') / 1000);
    expect(data).toEqual({ id: model_name, object: 'model', created, owned_by: 'custom' });
    const again = await viewer.registry.withResponse.getOpenaiModel(
      { model: model_name },
      { ifNoneMatch: etag },
    );
    expect(again.status).toBe(304);
  });

  test('404, 401 and 405 say what is wrong where clients of OpenAI’s API look for it', async () => {
    const path = `/compat/openai/v1/models/${uniqueName('nothing')}`;
    const answers = [
      await viewer.send({ path }),
      await nobody.send({ path }),
      await viewer.send({ method: 'POST', path }),
    ];
    const shown = answers.map(({ status, json }) => {
      // Every problem has a detail, and below this path an error with the same.
      const { detail, error } = json as { detail: string; error: { message: string; type: string } };
      expect(error.message).toBe(detail);
      return [status, error.type];
    });
    expect(shown).toEqual([
      [404, 'invalid_request_error'],
      [401, 'authentication_error'],
      [405, 'invalid_request_error'],
    ]);
  });

  test('503 for a revision that is far ahead', async () => {
    const call = viewer.registry.getOpenaiModel(
      { model: (await shippedModel()).model_name },
      { minRevision: Number.MAX_SAFE_INTEGER },
    );
    await expect(call).rejects.toMatchObject({ status: 503, code: 'revision_not_reached' });
  });
});
