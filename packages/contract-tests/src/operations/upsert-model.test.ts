import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor } = await openWorkspace();

function newName(): string {
  const model_name = uniqueName();
  removeAfterTest(editor, model_name);
  return model_name;
}

describe('upsertModel', () => {
  test('201 with the path of what was created', async () => {
    const model_name = newName();
    const answer = await editor.registry.withResponse.upsertModel({ model_name });
    const location = answer.headers.get('location') ?? '';
    expect(answer.status).toBe(201);
    expect((await editor.send({ path: location })).json).toEqual(answer.data);
  });

  test('200 with the meaning of PATCH where the name is there', async () => {
    const model_name = newName();
    await editor.registry.upsertModel({ model_name, input_cost: 1, output_cost: 2 });
    const answer = await editor.registry.withResponse.upsertModel({ model_name, output_cost: null });
    expect(answer).toMatchObject({ status: 200, data: { input_cost: 1, output_cost: null } });
  });

  test('201 for a shipped name: a shadow that inherits, until it is deleted', async () => {
    const shipped = await shippedModel(({ input_cost }) => !!input_cost);
    const { model_name } = shipped;
    removeAfterTest(editor, model_name);
    const shadow = await editor.registry.upsertModel({ model_name, output_cost: 0 });
    expect(shadow).toMatchObject({
      base_model_name: model_name,
      affiliation_category: 'custom',
      input_cost: shipped.input_cost,
      output_cost: 0,
      aliases: shipped.aliases,
    });
    await editor.registry.deleteModel({ model_name });
    expect(await editor.registry.getModel({ model_name })).toEqual(shipped);
  });

  test('201 for a shipped alias: a shadow of the alias that inherits from its target', async () => {
    const shipped = await shippedModel(({ aliases }) => aliases.length > 0);
    const alias = shipped.aliases[0] ?? '';
    removeAfterTest(editor, alias);
    const shadow = await editor.registry.upsertModel({ model_name: alias, input_cost: 0 });
    expect(shadow).toMatchObject({ model_name: alias, base_model_name: shipped.model_name, input_cost: 0 });
    const target = await editor.registry.getModel({ model_name: shipped.model_name });
    expect(target.input_cost).toBe(shipped.input_cost);
  });

  test('400 for an unknown base, with a pointer', async () => {
    const call = editor.registry.upsertModel({ model_name: newName(), base_model_name: uniqueName('base') });
    await expect(call).rejects.toMatchObject({
      code: 'unknown_base',
      errors: [{ pointer: '/body/base_model_name' }],
    });
  });

  test('400 for an unknown provider, with a pointer to the spelling that was used', async () => {
    for (const field of ['provider_id', 'custom_provider_id']) {
      const body = { model_name: newName(), [field]: 'contract-test-nobody' };
      const answer = await editor.send({ method: 'POST', path: '/api/models', body });
      expect(answer.json).toMatchObject({
        code: 'unknown_provider',
        errors: [{ pointer: `/body/${field}` }],
      });
    }
  });

  test('400 for two spellings of the provider that differ', async () => {
    const body = { model_name: newName(), provider_id: 'openai', custom_provider_id: 'anthropic' };
    const answer = await editor.send({ method: 'POST', path: '/api/models', body });
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  test('400 for a base that is itself, or that inherits from it', async () => {
    const [first, second] = [newName(), newName()];
    const self = editor.registry.upsertModel({ model_name: first, base_model_name: first });
    await expect(self).rejects.toMatchObject({ status: 400 });
    await editor.registry.upsertModel({ model_name: first });
    await editor.registry.upsertModel({ model_name: second, base_model_name: first });
    const around = editor.registry.upsertModel({ model_name: first, base_model_name: second });
    await expect(around).rejects.toMatchObject({ code: 'inheritance_cycle' });
    await editor.registry.deleteModel({ model_name: second });
  });

  test('400 for a chain of more than ten', async () => {
    const names = Array.from({ length: 11 }, () => uniqueName('chain'));
    removeAfterTest(editor, ...names.toReversed());
    for (const [index, model_name] of names.slice(0, 10).entries()) {
      const base_model_name = names[index - 1];
      await editor.registry.upsertModel({ model_name, ...(base_model_name && { base_model_name }) });
    }
    const call = editor.registry.upsertModel({
      model_name: names[10] ?? '',
      base_model_name: names[9] ?? null,
    });
    await expect(call).rejects.toMatchObject({ code: 'chain_too_long' });
  });

  test('412 with If-None-Match: * where the organization has the name, also of a shadow', async () => {
    const model_name = newName();
    await editor.registry.upsertModel({ model_name }, { ifNoneMatch: '*' });
    const again = editor.registry.upsertModel({ model_name, input_cost: 1 }, { ifNoneMatch: '*' });
    await expect(again).rejects.toMatchObject({ status: 412 });
    expect((await editor.registry.getModel({ model_name })).input_cost).toBeNull();
  });

  test('201 with If-None-Match: * for a shipped name: it is about own models', async () => {
    const { model_name } = await shippedModel(({ max_context_window }) => !!max_context_window);
    removeAfterTest(editor, model_name);
    const answer = await editor.registry.withResponse.upsertModel({ model_name }, { ifNoneMatch: '*' });
    expect(answer.status).toBe(201);
  });

  test('412 with If-Match for a name that answers nothing, and 201 with the ETag of what is shadowed', async () => {
    const nothing = editor.registry.upsertModel({ model_name: newName() }, { ifMatch: '*' });
    await expect(nothing).rejects.toMatchObject({ status: 412 });
    const { model_name } = await shippedModel(({ function_call }) => function_call === 1);
    removeAfterTest(editor, model_name);
    const { etag } = await editor.registry.withResponse.getModel({ model_name });
    const answer = await editor.registry.withResponse.upsertModel({ model_name }, { ifMatch: etag });
    expect(answer.status).toBe(201);
  });
});
