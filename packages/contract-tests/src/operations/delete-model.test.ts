import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor } = await openWorkspace();

describe('deleteModel', () => {
  test('204, and the name means nothing any more', async () => {
    const model_name = uniqueName();
    await editor.registry.upsertModel({ model_name });
    const answer = await editor.registry.withResponse.deleteModel({ model_name });
    expect(answer.status).toBe(204);
    await expect(editor.registry.getModel({ model_name })).rejects.toMatchObject({ status: 404 });
  });

  test('204 with the ETag of now', async () => {
    const model_name = uniqueName();
    const { etag } = await editor.registry.withResponse.upsertModel({ model_name });
    expect((await editor.registry.withResponse.deleteModel({ model_name }, { ifMatch: etag })).status).toBe(
      204,
    );
  });

  test('403 for a shipped model', async () => {
    const { model_name } = await shippedModel();
    await expect(editor.registry.deleteModel({ model_name })).rejects.toMatchObject({
      code: 'catalog_read_only',
    });
  });

  test('404 for a name that is not there, and the second time', async () => {
    const model_name = uniqueName();
    await editor.registry.upsertModel({ model_name });
    await editor.registry.deleteModel({ model_name });
    await expect(editor.registry.deleteModel({ model_name })).rejects.toMatchObject({ status: 404 });
  });

  test('409 while others inherit from it, naming them', async () => {
    const [base, user] = [uniqueName('base'), uniqueName('user')];
    removeAfterTest(editor, user, base);
    await editor.registry.upsertModel({ model_name: base });
    await editor.registry.upsertModel({ model_name: user, base_model_name: base });
    const call = editor.registry.deleteModel({ model_name: base });
    await expect(call).rejects.toMatchObject({ code: 'model_in_use', detail: expect.stringContaining(user) });
  });

  test('204 for a shadow that others inherit from: they inherit the shipped one again', async () => {
    const shipped = await shippedModel(({ output_cost }) => !!output_cost);
    const { model_name } = shipped;
    const user = uniqueName('user');
    removeAfterTest(editor, user, model_name);
    await editor.registry.upsertModel({ model_name, output_cost: 0 });
    const through = await editor.registry.upsertModel({ model_name: user, base_model_name: model_name });
    expect(through.output_cost).toBe(0);
    await editor.registry.deleteModel({ model_name });
    expect((await editor.registry.getModel({ model_name: user })).output_cost).toBe(shipped.output_cost);
  });

  test('412 when it has changed since', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const { etag } = await editor.registry.withResponse.upsertModel({ model_name });
    await editor.registry.updateModel({ model_name, input_cost: 1 });
    const call = editor.registry.deleteModel({ model_name }, { ifMatch: etag });
    await expect(call).rejects.toMatchObject({ status: 412 });
    expect((await editor.registry.getModel({ model_name })).input_cost).toBe(1);
  });
});
