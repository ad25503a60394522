import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

describe('getModel', () => {
  test('200 for a shipped model, by name and by alias', async () => {
    const shipped = await shippedModel(({ aliases }) => aliases.length > 0);
    const byName = await viewer.registry.getModel({ model_name: shipped.model_name });
    const byAlias = await viewer.registry.getModel({ model_name: shipped.aliases[0] ?? '' });
    expect(byName).toEqual(shipped);
    expect(byAlias).toEqual(shipped);
  });

  test('200 for an own model, with what is its own and what it inherits', async () => {
    const model_name = uniqueName();
    const base = await shippedModel(
      ({ input_cost, max_context_window }) => !!input_cost && !!max_context_window,
    );
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name, base_model_name: base.model_name, output_cost: 0 });
    const model = await viewer.registry.getModel({ model_name });
    expect(model).toMatchObject({
      id: model_name,
      base_model_name: base.model_name,
      input_cost: base.input_cost,
      output_cost: 0,
      max_context_window: base.max_context_window,
      affiliation_category: 'custom',
      source: 'db',
      price_tiers: null,
      provenance: null,
    });
  });

  test('304 while nothing changed, without a body, and 200 when something has', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const { etag } = await editor.registry.withResponse.upsertModel({ model_name });
    const again = await viewer.registry.withResponse.getModel({ model_name }, { ifNoneMatch: etag });
    expect([again.status, again.etag]).toEqual([304, etag]);
    await editor.registry.updateModel({ model_name, input_cost: 1 });
    const changed = await viewer.registry.withResponse.getModel({ model_name }, { ifNoneMatch: etag });
    expect(changed.status).toBe(200);
  });

  test('304 for any tag of a list, for a weak one, and for *', async () => {
    const { model_name } = await shippedModel();
    const path = `/api/models/${model_name}`;
    const etag = (await viewer.send({ path })).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const value of [`"other", ${etag}`, `W/${etag}`, '*']) {
      expect((await viewer.send({ path, headers: { 'If-None-Match': value } })).status, value).toBe(304);
    }
    expect((await viewer.send({ path, headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  test('404 for a name that means nothing', async () => {
    await expect(viewer.registry.getModel({ model_name: uniqueName('nothing') })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  test('404 for a name of another case', async () => {
    const model_name = uniqueName('case');
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name });
    const shouted = model_name.toUpperCase();
    await expect(viewer.registry.getModel({ model_name: shouted })).rejects.toMatchObject({ status: 404 });
  });

  test('503 for a revision that is far ahead, with Retry-After', async () => {
    const { model_name } = await shippedModel();
    const call = viewer.registry.getModel({ model_name }, { minRevision: Number.MAX_SAFE_INTEGER });
    await expect(call).rejects.toMatchObject({ status: 503, code: 'revision_not_reached', retryAfter: 1 });
  });

  test('200 that is never older than the write it follows', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const written = await editor.registry.withResponse.upsertModel({ model_name, input_cost: 3 });
    const read = await viewer.registry.withResponse.getModel(
      { model_name },
      { minRevision: written.revision },
    );
    expect(read.data).toEqual(written.data);
    expect(Number(read.revision)).toBeGreaterThanOrEqual(Number(written.revision));
  });
});
