import { describe, expect, test } from 'vitest';
import { callerOf, nobody, openOtherWorkspace, openWorkspace, uniqueId } from '../target/workspace.js';

const { admin, viewer } = await openWorkspace();
const other = await openOtherWorkspace();

describe('createKey', () => {
  test('201 with the whole key, once, and not to be kept', async () => {
    const name = uniqueId('key');
    const created = await admin.registry.withResponse.createKey({ name, role: 'viewer' });
    const { id, api_key } = created.data;
    expect(api_key).toMatch(new RegExp(`^llmr_${id}_[A-Za-z0-9_-]{43}$`));
    expect(created.headers.get('cache-control')).toBe('no-store');
    const list = await admin.send({ path: '/api/keys' });
    expect(list.text).toContain(id);
    expect(list.text).not.toContain(api_key.slice(-20));
    await admin.registry.deleteKey({ key_id: id });
  });

  test('201, and the key is who it says', async () => {
    const name = uniqueId('key');
    const expires_at = '2099-12-31T00:00:00.000Z';
    const { id, api_key } = await admin.registry.createKey({ name, role: 'editor', expires_at });
    const mine = await admin.registry.getCurrentPrincipal();
    expect(await callerOf(api_key).registry.getCurrentPrincipal()).toEqual({
      organization: mine.organization,
      role: 'editor',
      kind: 'api_key',
      name,
      expires_at,
    });
    await admin.registry.deleteKey({ key_id: id });
  });

  test.each([
    [{ name: 'x' }],
    [{ role: 'viewer' }],
    [{ name: '', role: 'viewer' }],
    [{ name: 'x'.repeat(256), role: 'viewer' }],
    [{ name: 'x', role: 'owner' }],
    [{ name: 'x', role: 'viewer', expires_at: '2020-01-01T00:00:00Z' }],
    [{ name: 'x', role: 'viewer', expires_at: '2099-13-01T00:00:00Z' }],
    [{ name: 'x', role: 'viewer', expires_at: 'tomorrow' }],
    [{ name: 'x', role: 'viewer', api_key: 'llmr_mine_mine' }],
  ])('400 for %j', async (body) => {
    expect((await admin.send({ method: 'POST', path: '/api/keys', body })).status).toBe(400);
  });
});

describe('deleteKey', () => {
  test('204, and the key is refused at once', async () => {
    const { id, api_key } = await admin.registry.createKey({ name: uniqueId('key'), role: 'admin' });
    expect((await admin.registry.withResponse.deleteKey({ key_id: id })).status).toBe(204);
    expect((await nobody.send({ path: '/api/me', token: api_key })).status).toBe(401);
  });

  test('404 for a key that is not there, and the second time', async () => {
    const { id } = await admin.registry.createKey({ name: uniqueId('key'), role: 'viewer' });
    await admin.registry.deleteKey({ key_id: id });
    for (const key_id of [id, 'nothing']) {
      await expect(admin.registry.deleteKey({ key_id })).rejects.toMatchObject({ code: 'key_not_found' });
    }
  });

  test.skipIf(!other)('404 for a key of another organization', async () => {
    const { id } = await admin.registry.createKey({ name: uniqueId('key'), role: 'viewer' });
    await expect(other?.admin.registry.deleteKey({ key_id: id })).rejects.toMatchObject({ status: 404 });
    await admin.registry.deleteKey({ key_id: id });
  });

  test.each(['a-b', 'x'.repeat(65), '%20'])('400 for "%s", which is no id', async (id) => {
    expect((await admin.send({ method: 'DELETE', path: `/api/keys/${id}` })).status).toBe(400);
  });
});

describe('listKeys', () => {
  test('200 by creation time', async () => {
    const first = await admin.registry.createKey({ name: uniqueId('key'), role: 'viewer' });
    const second = await admin.registry.createKey({ name: uniqueId('key'), role: 'viewer' });
    const ids = (await admin.registry.listKeys()).map(({ id }) => id);
    expect(ids.indexOf(first.id)).toBeLessThan(ids.indexOf(second.id));
    for (const { id } of [first, second]) await admin.registry.deleteKey({ key_id: id });
  });

  test('403 for anybody but admins', async () => {
    await expect(viewer.registry.listKeys()).rejects.toMatchObject({ code: 'forbidden_role' });
  });
});
