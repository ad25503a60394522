import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor } = await openWorkspace();

async function created(fields: object = {}) {
  const model_name = uniqueName();
  removeAfterTest(editor, model_name);
  const { etag, data } = await editor.registry.withResponse.upsertModel({ model_name, ...fields });
  return { model_name, etag, data };
}

describe('updateModel', () => {
  test('200: absent keeps, null clears, a value sets', async () => {
    const { model_name } = await created({ input_cost: 1, output_cost: 2, max_output_tokens: 3 });
    const updated = await editor.registry.updateModel({
      model_name,
      output_cost: null,
      max_output_tokens: 4,
    });
    expect(updated).toMatchObject({ input_cost: 1, output_cost: null, max_output_tokens: 4 });
  });

  test('200: the override merges key by key, values whole', async () => {
    const supported_params_override = { temperature: { min: 0, max: 1 }, top_p: true };
    const { model_name } = await created({ supported_params_override });
    const patch = { temperature: { max: 2 }, top_p: null, seed: false };
    const updated = await editor.registry.updateModel({ model_name, supported_params_override: patch });
    expect(updated.supported_params).toEqual({ temperature: { max: 2 }, seed: false });
  });

  test('200 as application/merge-patch+json too', async () => {
    const { model_name } = await created();
    const answer = await editor.send({
      method: 'PATCH',
      path: `/api/models/${model_name}`,
      headers: { 'content-type': 'application/merge-patch+json' },
      body: { input_cost: 5 },
    });
    expect(answer.json).toMatchObject({ input_cost: 5 });
  });

  test('200 that changes nothing commits nothing', async () => {
    const { model_name, etag, data } = await created({ input_cost: 1 });
    const after = await editor.registry.withResponse.updateModel({ model_name, input_cost: 1.0 });
    expect(after).toMatchObject({ etag, data });
  });

  test('200 with an updated_at that strictly increases', async () => {
    const { model_name, data } = await created();
    const times = [data.updated_at ?? ''];
    for (const input_cost of [1, 2, 3]) {
      const { updated_at } = await editor.registry.updateModel({ model_name, input_cost });
      times.push(updated_at ?? '');
    }
    expect(times).toEqual([...new Set(times)].sort());
  });

  test('403 for a shipped model', async () => {
    const { model_name } = await shippedModel();
    await expect(editor.registry.updateModel({ model_name, input_cost: 1 })).rejects.toMatchObject({
      status: 403,
      code: 'catalog_read_only',
    });
  });

  test('404 for a name that is not there', async () => {
    const call = editor.registry.updateModel({ model_name: uniqueName(), input_cost: 1 });
    await expect(call).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  test('412 when somebody else was faster', async () => {
    const { model_name, etag } = await created();
    await editor.registry.updateModel({ model_name, input_cost: 1 }, { ifMatch: etag });
    const late = editor.registry.updateModel({ model_name, input_cost: 2 }, { ifMatch: etag });
    await expect(late).rejects.toMatchObject({ status: 412, code: 'precondition_failed' });
  });
});
