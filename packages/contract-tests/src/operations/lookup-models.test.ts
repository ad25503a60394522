import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

describe('lookupModels', () => {
  test('200 with one entry for each name as it was asked, aliases too, null where it means nothing', async () => {
    const shipped = await shippedModel(({ aliases }) => aliases.length > 0);
    const own = uniqueName();
    const nothing = uniqueName('nothing');
    const alias = shipped.aliases[0] ?? '';
    removeAfterTest(editor, own);
    const created = await editor.registry.upsertModel({ model_name: own });
    const model_names = [own, alias, nothing, shipped.model_name, own];
    const { results } = await viewer.registry.lookupModels({ model_names });
    expect(results).toEqual({
      [own]: created,
      [alias]: shipped,
      [nothing]: null,
      [shipped.model_name]: shipped,
    });
  });

  test('200 with null for names that no model can have, and for those that objects have', async () => {
    const model_names = ['list', ' ', '/', '..', 'a//b', '__proto__', 'constructor', 'toString', '\u0001'];
    const { text } = await viewer.send({ method: 'POST', path: '/api/lookup', body: { model_names } });
    const pairs = model_names.map((name) => `${JSON.stringify(name)}:null`);
    for (const pair of pairs) expect(text).toContain(pair);
  });

  test('200 with five hundred names, 400 with one more or none', async () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, index) => `contract-test/none-${index}`);
    const { results } = await viewer.registry.lookupModels({ model_names: names(500) });
    expect(Object.keys(results)).toHaveLength(500);
    for (const model_names of [names(501), [], [''], ['x'.repeat(256)], [1], [null]]) {
      const answer = await viewer.send({ method: 'POST', path: '/api/lookup', body: { model_names } });
      expect(answer.status).toBe(400);
    }
  });

  test('503 for a revision that is far ahead', async () => {
    const call = viewer.registry.lookupModels({ model_names: ['x'] }, { minRevision: 9_007_199_254_740_991 });
    await expect(call).rejects.toMatchObject({ code: 'revision_not_reached' });
  });
});
