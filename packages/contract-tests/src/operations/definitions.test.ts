import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor } = await openWorkspace();

async function created(fields: object = {}) {
  const model_name = uniqueName();
  removeAfterTest(editor, model_name);
  return editor.registry.withResponse.upsertModel({ model_name, ...fields });
}

describe('getDefinition', () => {
  test('200 with what is stored and nothing inherited, with the ETag of the model', async () => {
    const base = await shippedModel(({ input_cost }) => !!input_cost);
    const override = { temperature: { min: 0 }, seed: false };
    const fields = { base_model_name: base.model_name, output_cost: 0, supported_params_override: override };
    const { data, etag } = await created(fields);
    const definition = await editor.registry.withResponse.getDefinition({ model_name: data.model_name });
    expect(definition).toMatchObject({ etag, data: { model_name: data.model_name, ...fields } });
    expect(Object.keys(definition.data)).toHaveLength(4);
  });

  test('PUT of it changes nothing', async () => {
    const { data, etag } = await created({ input_cost: 0.1, streaming_support: 0, model_type: 'embedding' });
    const definition = await editor.registry.getDefinition({ model_name: data.model_name });
    const after = await editor.registry.withResponse.replaceModel(definition);
    expect(after).toMatchObject({ etag, data });
  });

  test('304 while nothing changed', async () => {
    const { data, etag } = await created();
    const { model_name } = data;
    const answer = await editor.registry.withResponse.getDefinition({ model_name }, { ifNoneMatch: etag });
    expect(answer.status).toBe(304);
  });

  test('404 for a shipped model without a shadow, and for a name that means nothing', async () => {
    for (const { model_name } of [await shippedModel(), { model_name: uniqueName('nothing') }]) {
      const call = editor.registry.getDefinition({ model_name });
      await expect(call).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    }
  });

  test('503 for a revision that is far ahead', async () => {
    const { data } = await created();
    const { model_name } = data;
    const call = editor.registry.getDefinition({ model_name }, { minRevision: 9_007_199_254_740_991 });
    await expect(call).rejects.toMatchObject({ code: 'revision_not_reached' });
  });
});

describe('explainModel', () => {
  test('200 with the chain, and one entry for each field of the answer', async () => {
    const root = await shippedModel(({ input_cost, output_cost }) => !!input_cost && !!output_cost);
    const middle = await created({ base_model_name: root.model_name, output_cost: 0 });
    const { model_name } = middle.data;
    const { data, etag } = await created({ base_model_name: model_name, max_output_tokens: 7 });
    const explained = await editor.registry.withResponse.explainModel({ model_name: data.model_name });
    const { chain, fields } = explained.data;
    expect(explained.etag).toBe(etag);
    expect(chain).toEqual([data.model_name, model_name, root.model_name]);
    expect(Object.keys(fields).sort()).toEqual(Object.keys(data).sort());
    expect(fields['max_output_tokens']).toEqual({ value: 7, from: 'own', model_name: data.model_name });
    expect(fields['output_cost']).toEqual({ value: 0, from: 'base', model_name });
    expect(fields['input_cost']).toEqual({
      value: root.input_cost,
      from: 'shipped',
      model_name: root.model_name,
    });
    expect(fields['display_name']).toMatchObject({ from: 'default', model_name: null });
    await editor.registry.deleteModel({ model_name: data.model_name });
  });

  test('200 whose values are those of the model', async () => {
    const model = await shippedModel();
    const { fields } = await editor.registry.explainModel({ model_name: model.model_name });
    const values = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
    expect(values).toEqual(model);
  });

  test('304 while nothing changed', async () => {
    const { model_name } = await shippedModel();
    const { etag } = await editor.registry.withResponse.explainModel({ model_name });
    const again = await editor.registry.withResponse.explainModel({ model_name }, { ifNoneMatch: etag });
    expect(again.status).toBe(304);
  });

  test('404 for a name that means nothing', async () => {
    const call = editor.registry.explainModel({ model_name: uniqueName('nothing') });
    await expect(call).rejects.toMatchObject({ status: 404 });
  });

  test('503 for a revision that is far ahead', async () => {
    const { model_name } = await shippedModel();
    const call = editor.registry.explainModel({ model_name }, { minRevision: 9_007_199_254_740_991 });
    await expect(call).rejects.toMatchObject({ code: 'revision_not_reached' });
  });
});
