import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace, removeAfterTest, uniqueId, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

/** Nobody may ever see these again. */
const secret = 'sk-contract-canary-0123456789';

function newId(): string {
  const provider_id = uniqueId();
  onTestFinished(async () => {
    await editor.send({ method: 'DELETE', path: `/api/providers/${provider_id}` });
  });
  return provider_id;
}

async function created(fields: object = {}) {
  return editor.registry.withResponse.createProvider({ provider_id: newId(), ...fields });
}

async function shippedId(): Promise<string> {
  const providers = await viewer.registry.listProviders();
  return providers.find(({ created_at }) => created_at === null)?.provider_id ?? '';
}

describe('createProvider', () => {
  test('201 with the path of what was created, secrets hidden', async () => {
    const extra_kwargs = { timeout: 30, headers: { 'X-Team': secret }, nested: [{ access_token: secret }] };
    const answer = await created({ api_key: secret, extra_kwargs });
    expect(answer.data).toMatchObject({
      has_api_key: true,
      api_key_reference: null,
      extra_kwargs: { timeout: 30, headers: { 'X-Team': '***' }, nested: [{ access_token: '***' }] },
    });
    const read = await viewer.send({ path: answer.headers.get('location') ?? '' });
    expect(read.json).toEqual(answer.data);
    expect(read.text).not.toContain('canary');
  });

  test.each(['env:NAME', 'vault:path/to#field', 'k8s:namespace/secret#key', 'aws-sm:name'])(
    '201 with the reference %s, which is answered as it is',
    async (api_key) => {
      const { data } = await created({ api_key });
      expect(data).toMatchObject({
        has_api_key: true,
        api_key_reference: api_key,
        api_key_fingerprint: null,
      });
    },
  );

  test.each([
    [{ provider_id: '' }],
    [{ provider_id: 'a b' }],
    [{ provider_id: 'x'.repeat(101) }],
    [{ provider_id: 'ok', extra_kwargs: [] }],
    [{ provider_id: 'ok', extra_kwargs: { base_url: 'https://user:pass@example.com' } }],
    [{ provider_id: 'ok', extra_kwargs: { padding: 'x'.repeat(70_000) } }],
    [{ provider_id: 'ok', api_key: '***' }],
    [{ provider_id: 'ok', has_api_key: true }],
    [{}],
  ])('400 for %j', async (body) => {
    const answer = await editor.send({ method: 'POST', path: '/api/providers', body });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('pass@');
  });

  test('409 where the organization has the id already', async () => {
    const { data } = await created();
    const call = editor.registry.createProvider({ provider_id: data.provider_id });
    await expect(call).rejects.toMatchObject({ status: 409, code: 'provider_exists' });
  });

  test('201 for a shipped id: it is shown in shipped models too, until it is deleted', async () => {
    const provider_id = 'openai';
    onTestFinished(async () => {
      await editor.send({ method: 'DELETE', path: `/api/providers/${provider_id}` });
    });
    await editor.registry.createProvider({ provider_id, provider_name: 'Ours' });
    const filters = { provider_id: { value: [provider_id] } };
    const shown = await viewer.registry.filterModels({ filters, page_size: 1 });
    expect(shown.results[0]?.provider?.provider_name).toBe('Ours');
    await editor.registry.deleteProvider({ provider_id });
    const restored = await viewer.registry.getProvider({ provider_id });
    expect(restored.created_at).toBeNull();
  });
});

describe('getProvider', () => {
  test('200 for an own and for a shipped one, 304 while nothing changed', async () => {
    const { data } = await created();
    for (const provider_id of [data.provider_id, await shippedId()]) {
      const { etag } = await viewer.registry.withResponse.getProvider({ provider_id });
      const again = await viewer.registry.withResponse.getProvider({ provider_id }, { ifNoneMatch: etag });
      expect(again.status).toBe(304);
    }
  });

  test('404 for an id that is not there', async () => {
    const call = viewer.registry.getProvider({ provider_id: uniqueId('nobody') });
    await expect(call).rejects.toMatchObject({ code: 'provider_not_found' });
  });

  test('503 for a revision that is far ahead', async () => {
    const call = viewer.registry.getProvider({ provider_id: 'x' }, { minRevision: 9_007_199_254_740_991 });
    await expect(call).rejects.toMatchObject({ code: 'revision_not_reached' });
  });
});

describe('listProviders', () => {
  test('200 by id, own and shipped', async () => {
    const { data } = await created();
    const ids = (await viewer.registry.listProviders()).map(({ provider_id }) => provider_id);
    expect(ids).toContain(data.provider_id);
    expect(ids).toEqual([...ids].sort());
  });
});

describe('replaceProvider', () => {
  test('200, and what is absent is gone', async () => {
    const { data } = await created({ provider_name: 'Ours', api_key: secret, extra_kwargs: { timeout: 1 } });
    const { provider_id } = data;
    const replaced = await editor.registry.replaceProvider({ provider_id });
    expect(replaced).toMatchObject({ provider_name: provider_id, extra_kwargs: {}, has_api_key: false });
  });

  test('200 that keeps the secrets which were sent as ***', async () => {
    const { data, etag } = await created({ api_key: secret, extra_kwargs: { token: secret } });
    const { provider_id } = data;
    const fields = { provider_id, api_key: '***', extra_kwargs: { token: '***' } };
    const kept = await editor.registry.withResponse.replaceProvider(fields);
    expect(kept).toMatchObject({ data, etag });
  });

  test('403 for a shipped one', async () => {
    const call = editor.registry.replaceProvider({ provider_id: await shippedId() });
    await expect(call).rejects.toMatchObject({ status: 403, code: 'catalog_read_only' });
  });

  test('404 for one that is not there', async () => {
    const call = editor.registry.replaceProvider({ provider_id: uniqueId('nobody') });
    await expect(call).rejects.toMatchObject({ status: 404 });
  });

  test('412 when it has changed since', async () => {
    const { data, etag } = await created();
    const { provider_id } = data;
    await editor.registry.replaceProvider({ provider_id, provider_name: 'One' }, { ifMatch: etag });
    const late = editor.registry.replaceProvider({ provider_id, provider_name: 'Two' }, { ifMatch: etag });
    await expect(late).rejects.toMatchObject({ status: 412 });
  });
});

describe('updateProvider', () => {
  test('200 that merges extra_kwargs at any depth', async () => {
    const { data } = await created({ extra_kwargs: { a: { b: 1, c: 2 }, d: 3 } });
    const { provider_id } = data;
    const updated = await editor.registry.updateProvider({
      provider_id,
      extra_kwargs: { a: { b: null, e: 4 } },
    });
    expect(updated.extra_kwargs).toEqual({ a: { c: 2, e: 4 }, d: 3 });
  });

  test('200 that is a change of every model that shows it', async () => {
    const { data } = await created();
    const { provider_id } = data;
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const before = await editor.registry.withResponse.upsertModel({ model_name, provider_id });
    await editor.registry.updateProvider({ provider_id, provider_name: 'Renamed' });
    const after = await viewer.registry.withResponse.getModel({ model_name });
    expect(after.data.provider?.provider_name).toBe('Renamed');
    expect(after.etag).not.toBe(before.etag);
    await editor.registry.deleteModel({ model_name });
  });

  test('403 for a shipped one', async () => {
    const call = editor.registry.updateProvider({ provider_id: await shippedId(), provider_name: 'Ours' });
    await expect(call).rejects.toMatchObject({ status: 403 });
  });

  test('404 for one that is not there', async () => {
    const call = editor.registry.updateProvider({ provider_id: uniqueId('nobody') });
    await expect(call).rejects.toMatchObject({ status: 404 });
  });

  test('412 when it has changed since', async () => {
    const { data, etag } = await created();
    const { provider_id } = data;
    await editor.registry.updateProvider({ provider_id, provider_name: 'One' });
    const late = editor.registry.updateProvider({ provider_id, provider_name: 'Two' }, { ifMatch: etag });
    await expect(late).rejects.toMatchObject({ status: 412 });
  });
});

describe('deleteProvider', () => {
  test('204, and it is gone', async () => {
    const { data, etag } = await created();
    const { provider_id } = data;
    const answer = await editor.registry.withResponse.deleteProvider({ provider_id }, { ifMatch: etag });
    expect(answer.status).toBe(204);
    await expect(viewer.registry.getProvider({ provider_id })).rejects.toMatchObject({ status: 404 });
  });

  test('403 for a shipped one', async () => {
    const call = editor.registry.deleteProvider({ provider_id: await shippedId() });
    await expect(call).rejects.toMatchObject({ status: 403 });
  });

  test('404 for one that is not there', async () => {
    const call = editor.registry.deleteProvider({ provider_id: uniqueId('nobody') });
    await expect(call).rejects.toMatchObject({ status: 404 });
  });

  test('409 while models use it, naming them', async () => {
    const { data } = await created();
    const { provider_id } = data;
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name, provider_id });
    const call = editor.registry.deleteProvider({ provider_id });
    await expect(call).rejects.toMatchObject({
      code: 'provider_in_use',
      detail: expect.stringContaining(model_name),
    });
  });

  test('412 when it has changed since', async () => {
    const { data, etag } = await created();
    const { provider_id } = data;
    await editor.registry.updateProvider({ provider_id, provider_name: 'One' });
    const call = editor.registry.deleteProvider({ provider_id }, { ifMatch: etag });
    await expect(call).rejects.toMatchObject({ status: 412 });
  });
});
