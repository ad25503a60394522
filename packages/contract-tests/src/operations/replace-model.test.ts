import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor } = await openWorkspace();

async function created(fields: object = {}): Promise<{ model_name: string; etag: string | null }> {
  const model_name = uniqueName();
  removeAfterTest(editor, model_name);
  const { etag } = await editor.registry.withResponse.upsertModel({ model_name, ...fields });
  return { model_name, etag };
}

describe('replaceModel', () => {
  test('200, and what is absent or null goes back to inherited', async () => {
    const base = await shippedModel(({ input_cost, output_cost }) => !!input_cost && !!output_cost);
    const { model_name } = await created({
      base_model_name: base.model_name,
      input_cost: 9,
      output_cost: 9,
      display_name: 'Mine',
    });
    const replaced = await editor.registry.replaceModel({
      model_name,
      base_model_name: base.model_name,
      input_cost: null,
      max_output_tokens: 12,
    });
    expect(replaced).toMatchObject({
      display_name: model_name,
      input_cost: base.input_cost,
      output_cost: base.output_cost,
      max_output_tokens: 12,
    });
  });

  test('200 with {}, which takes everything back', async () => {
    const { model_name } = await created({ input_cost: 1, function_call: 0 });
    const replaced = await editor.registry.replaceModel({ model_name });
    expect(replaced).toMatchObject({ input_cost: null, function_call: null, is_called_by_custom_name: true });
  });

  test('200 that changes nothing commits nothing: same ETag, updated_at and revision', async () => {
    const { model_name, etag } = await created({ input_cost: 1 });
    const before = await editor.registry.withResponse.getModel({ model_name });
    const after = await editor.registry.withResponse.replaceModel({ model_name, input_cost: 1 });
    expect(after).toMatchObject({ etag, data: before.data, revision: before.revision });
  });

  test('200 when the ETag still matches, or is one of a list, or *', async () => {
    const { model_name, etag } = await created();
    const first = await editor.registry.withResponse.replaceModel(
      { model_name, input_cost: 1 },
      { ifMatch: etag },
    );
    const second = await editor.registry.withResponse.replaceModel(
      { model_name, input_cost: 2 },
      { ifMatch: `"other", ${first.etag}` },
    );
    expect(second.etag).not.toBe(first.etag);
    await editor.registry.replaceModel({ model_name, input_cost: 3 }, { ifMatch: '*' });
  });

  test('400 for a name that is not that of the path', async () => {
    const { model_name } = await created();
    const path = `/api/models/${model_name}`;
    const answer = await editor.send({ method: 'PUT', path, body: { model_name: uniqueName() } });
    expect(answer.json).toMatchObject({ status: 400, errors: [{ pointer: '/body/model_name' }] });
  });

  test('403 for a shipped model, and for an alias, whatever If-Match says', async () => {
    const { model_name, aliases } = await shippedModel((model) => model.aliases.length > 0);
    for (const name of [model_name, aliases[0] ?? '']) {
      for (const options of [{}, { ifMatch: '"other"' }]) {
        const call = editor.registry.replaceModel({ model_name: name, input_cost: 1 }, options);
        await expect(call).rejects.toMatchObject({ status: 403, code: 'catalog_read_only' });
      }
    }
  });

  test('404 for a name that is not there: PUT never creates', async () => {
    const model_name = uniqueName();
    await expect(editor.registry.replaceModel({ model_name })).rejects.toMatchObject({ status: 404 });
    await expect(editor.registry.getModel({ model_name })).rejects.toMatchObject({ status: 404 });
  });

  test('412 when the ETag is that of an earlier answer, of another model, or weak', async () => {
    const { model_name, etag } = await created();
    const other = await created();
    await editor.registry.replaceModel({ model_name, input_cost: 1 });
    const now = await editor.registry.withResponse.getModel({ model_name });
    for (const ifMatch of [etag, other.etag, `W/${now.etag}`]) {
      const call = editor.registry.replaceModel({ model_name, input_cost: 2 }, { ifMatch });
      await expect(call).rejects.toMatchObject({ status: 412, code: 'precondition_failed' });
    }
    expect(await editor.registry.getModel({ model_name })).toEqual(now.data);
  });

  test('412 when the base has moved since', async () => {
    const base = await created({ input_cost: 1 });
    const { model_name, etag } = await created({ base_model_name: base.model_name });
    await editor.registry.replaceModel({ model_name: base.model_name, input_cost: 2 });
    const call = editor.registry.replaceModel({ model_name }, { ifMatch: etag });
    await expect(call).rejects.toMatchObject({ status: 412 });
  });

  test('200 for exactly one of two writers with one ETag, 412 for the other', async () => {
    const { model_name, etag } = await created();
    const writers = [1, 2, 3, 4].map((input_cost) =>
      editor.registry.replaceModel({ model_name, input_cost }, { ifMatch: etag }).then(
        () => 200,
        (error: { status: number }) => error.status,
      ),
    );
    expect((await Promise.all(writers)).sort()).toEqual([200, 412, 412, 412]);
  });

  test('412 with If-None-Match: *, as the model is there', async () => {
    const { model_name } = await created();
    const headers = { 'If-None-Match': '*' };
    const path = `/api/models/${encodeURIComponent(model_name)}`;
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await editor.send({ method, path, headers, ...(method !== 'DELETE' && { body: {} }) });
      expect(answer.json, method).toMatchObject({ status: 412, code: 'precondition_failed' });
    }
  });
});
