import { describe, expect, test } from 'vitest';
import { nobody, openWorkspace, removeAfterTest, shippedModel } from '../target/workspace.js';

const { editor } = await openWorkspace();

describe('listPublicModels', () => {
  test('200 for anybody: the shipped models and nothing of an organization', async () => {
    const answer = await nobody.registry.withResponse.listPublicModels();
    const models = 'models' in answer.data ? answer.data.models : [];
    expect(models.length).toBeGreaterThan(100);
    expect(models.every(({ source }) => source === 'hardcoded')).toBe(true);
    expect(answer.revision).toBeNull();
  });

  test('200 with the bare array by unnest', async () => {
    const wrapped = await nobody.send({ path: '/api/models/public?unnest=false' });
    const bare = await nobody.send({ path: '/api/models/public?unnest=true' });
    expect(wrapped.json).toEqual({ models: bare.json });
  });

  test('200 that a shadow does not change', async () => {
    const shipped = await shippedModel();
    const { model_name } = shipped;
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name, input_cost: 123 });
    expect(await shippedModel((model) => model.model_name === model_name)).toEqual(shipped);
  });
});
