import { describe, expect, inject, test } from 'vitest';
import { openWorkspace, removeAfterTest, shippedModel, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();
const { issuer } = inject('target');

const revisionOf = (headers: Headers) => Number(headers.get('registry-revision'));

describe('Registry-Revision', () => {
  test('is on every answer after authentication: 200, 304, 4xx', async () => {
    const { model_name } = await shippedModel();
    const path = `/api/models/${model_name}`;
    const etag = (await viewer.send({ path })).headers.get('etag') ?? '';
    const answers = [
      await viewer.send({ path }),
      await viewer.send({ path, headers: { 'If-None-Match': etag } }),
      await viewer.send({ path: '/api/models?page=0' }),
      await viewer.send({ path: '/api/keys' }),
      await viewer.send({ path: `/api/models/${uniqueName('nothing')}` }),
      await viewer.send({ method: 'POST', path: '/api/lookup', body: { nothing: 1 } }),
      await editor.send({ method: 'PUT', path, body: {} }),
      await editor.send({ method: 'POST', path: '/api/models', bytes: 'x' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 304, 400, 403, 404, 400, 403, 415]);
    for (const { headers } of answers) expect(headers.get('registry-revision')).toMatch(/^\d+$/);
  });

  // Where others are at work too, it grows by more.
  test.skipIf(issuer === null)(
    'grows by one with each change, and not with what changes nothing',
    async () => {
      const model_name = uniqueName();
      removeAfterTest(editor, model_name);
      const path = `/api/models/${model_name}`;
      const start = revisionOf((await viewer.send({ path: '/api/me' })).headers);
      const create = { method: 'POST', path: '/api/models', body: { model_name } };
      const steps = [
        await editor.send(create),
        await editor.send(create),
        await editor.send({ method: 'PUT', path, body: { input_cost: 1 } }),
        await editor.send({ method: 'PATCH', path, body: { input_cost: -1 } }),
        await editor.send({ method: 'PATCH', path, body: { input_cost: 1 } }),
        await editor.send({ method: 'DELETE', path }),
      ];
      expect(steps.map(({ headers }) => revisionOf(headers) - start)).toEqual([1, 1, 2, 2, 2, 3]);
    },
  );

  test('that was demanded is reached: a read is never older than the write it names', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    for (const input_cost of [1, 2, 3]) {
      const written = await editor.registry.withResponse.upsertModel({ model_name, input_cost });
      const path = `/api/models/${model_name}`;
      const headers = { 'Registry-Min-Revision': String(written.revision) };
      expect((await viewer.send({ path, headers })).json).toMatchObject({ input_cost });
    }
  });
});
