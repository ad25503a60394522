import { describe, expect, inject, test } from 'vitest';
import type { RawRequest } from '../requests/raw.js';
import { send } from '../requests/raw.js';
import { signed } from '../target/jwt.js';
import { nobody, openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { viewer, editor } = await openWorkspace();
const { issuer } = inject('target');

const json = { 'content-type': 'application/json' };
const unreadable = { bytes: '{', headers: json };
const textual = { bytes: 'text', headers: { 'content-type': 'text/plain' } };
const huge = { bytes: `"${'x'.repeat(1_100_000)}"`, headers: json };

async function codeOf(caller: Pick<typeof nobody, 'send'>, request: RawRequest): Promise<unknown> {
  const { json: body } = await caller.send(request);
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
}

/** A request that is wrong in two ways at once is told the one that comes first. */
describe('of two things that are wrong, first comes', () => {
  test('the URL before the route', async () => {
    expect(await codeOf(nobody, { method: 'PUT', path: '/api/nothing/%zz' })).toBe('malformed_url');
  });

  test('the route before the credential', async () => {
    expect(await codeOf(nobody, { path: '/api/nothing' })).toBe('route_not_found');
    expect(await codeOf(nobody, { method: 'PUT', path: '/api/models/list' })).toBe('method_not_allowed');
  });

  test('the credential before the body, its size and its type', async () => {
    for (const wrong of [unreadable, textual, huge]) {
      expect(await codeOf(nobody, { method: 'POST', path: '/api/models', ...wrong })).toBe('unauthenticated');
    }
  });

  test('the credential before a malformed parameter', async () => {
    expect(await codeOf(nobody, { path: '/api/models?page=0' })).toBe('unauthenticated');
  });

  test.skipIf(issuer === null)('the allowance before the role', async () => {
    if (issuer === null) return;
    const token = signed(issuer, { org_id: 'error-order', role: 'viewer' });
    const ask = (path: string) => send(inject('prepared').limited ?? '', { token, path });
    await ask('/api/me');
    expect((await ask('/api/keys')).json).toMatchObject({ code: 'rate_limited' });
  });

  test('the role before the body, its size and its type', async () => {
    for (const wrong of [unreadable, textual, huge]) {
      expect(await codeOf(viewer, { method: 'POST', path: '/api/models', ...wrong })).toBe('forbidden_role');
    }
  });

  test('the role before the object', async () => {
    const request = { method: 'DELETE', path: `/api/models/${uniqueName('nothing')}` };
    expect(await codeOf(viewer, request)).toBe('forbidden_role');
  });

  test('the size and the type of the body before its shape', async () => {
    const path = `/api/models/${uniqueName('nothing')}`;
    expect(await codeOf(editor, { method: 'PUT', path, ...textual })).toBe('unsupported_media_type');
    expect(await codeOf(editor, { method: 'PUT', path, ...huge })).toBe('payload_too_large');
  });

  test('the shape before the object', async () => {
    const path = `/api/models/${uniqueName('nothing')}`;
    expect(await codeOf(editor, { method: 'PUT', path, body: { input_cost: -1 } })).toBe('invalid_request');
  });

  test('the object before the precondition', async () => {
    const path = `/api/models/${uniqueName('nothing')}`;
    const request = { method: 'PUT', path, body: {}, headers: { 'If-Match': '"x"' } };
    expect(await codeOf(editor, request)).toBe('model_not_found');
  });

  test('the catalog before the precondition', async () => {
    const { model_name } = await shippedModel();
    const request = { method: 'DELETE', path: `/api/models/${model_name}`, headers: { 'If-Match': '"x"' } };
    expect(await codeOf(editor, request)).toBe('catalog_read_only');
  });

  test('the object and the catalog before the meaning', async () => {
    const body = { base_model_name: uniqueName('nothing') };
    const absent = { method: 'PUT', path: `/api/models/${uniqueName('nothing')}`, body };
    const shipped = { method: 'PUT', path: `/api/models/${(await shippedModel()).model_name}`, body };
    expect(await codeOf(editor, absent)).toBe('model_not_found');
    expect(await codeOf(editor, shipped)).toBe('catalog_read_only');
  });

  test('the precondition before the meaning', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name });
    const path = `/api/models/${model_name}`;
    const body = { base_model_name: uniqueName('nothing') };
    const stale = { method: 'PUT', path, body, headers: { 'If-Match': '"x"' } };
    expect(await codeOf(editor, stale)).toBe('precondition_failed');
    expect(await codeOf(editor, { method: 'PUT', path, body })).toBe('unknown_base');
  });

  test('the precondition before what depends on it', async () => {
    const [base, user] = [uniqueName('base'), uniqueName('user')];
    removeAfterTest(editor, user, base);
    await editor.registry.upsertModel({ model_name: base });
    await editor.registry.upsertModel({ model_name: user, base_model_name: base });
    const stale = { method: 'DELETE', path: `/api/models/${base}`, headers: { 'If-Match': '"x"' } };
    expect(await codeOf(editor, stale)).toBe('precondition_failed');
  });
});
