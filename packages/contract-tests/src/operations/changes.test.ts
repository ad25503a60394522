import type { ChangePage, Model, Snapshot } from '@llm-registry/client';
import { describe, expect, inject, test } from 'vitest';
import { callerOf, openWorkspace, removeAfterTest, uniqueId, uniqueName } from '../target/workspace.js';

const { admin, editor, viewer } = await openWorkspace();

// Elsewhere others are at work too, whose changes wake those who wait.
const isAlone = inject('target').issuer !== null;

/** Where changes go on that come from now on. */
async function cursorNow(): Promise<string> {
  return (await viewer.registry.getSnapshot()).cursor;
}

/** All changes behind a cursor that are of some names, page by page. */
async function changesOf(names: readonly string[], from: string, page_size = 100) {
  const found: ChangePage['changes'] = [];
  for (let cursor = from; ; ) {
    const page = await viewer.registry.listChanges({ cursor, page_size });
    found.push(...page.changes.filter(({ name }) => names.includes(name)));
    if (!page.has_more) return found;
    cursor = page.cursor;
  }
}

describe('getSnapshot', () => {
  test('200 with every model, as GET answers it, and a revision', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const written = await editor.registry.withResponse.upsertModel({ model_name });
    const answer = await viewer.send({ path: '/api/snapshot' });
    const { models, revision } = answer.json as Snapshot;
    expect(answer.headers.get('etag')).toMatch(/^W\/"/);
    expect(Number(answer.headers.get('registry-revision'))).toBe(revision);
    expect(revision).toBeGreaterThanOrEqual(written.revision ?? 0);
    expect(models.find((model) => model.model_name === model_name)).toEqual(
      await viewer.registry.getModel({ model_name }),
    );
    const { summary } = await viewer.registry.getModelsSummary();
    expect(models.length).toBeGreaterThanOrEqual(summary.total_count);
  });

  test.skipIf(!isAlone)('304 while nothing changed', async () => {
    const etag = (await viewer.send({ path: '/api/snapshot' })).headers.get('etag') ?? '';
    const again = { path: '/api/snapshot', headers: { 'If-None-Match': etag } };
    expect([(await viewer.send(again)).status, (await viewer.send(again)).text]).toEqual([304, '']);
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    await editor.registry.upsertModel({ model_name });
    expect((await viewer.send(again)).status).toBe(200);
  });
});

describe('listChanges', () => {
  test('200 with each model once, at its last revision and as it is now', async () => {
    const [base, below, gone] = [uniqueName('base'), uniqueName('below'), uniqueName('gone')];
    removeAfterTest(editor, below, base, gone);
    const cursor = await cursorNow();
    await editor.registry.upsertModel({ model_name: base, input_cost: 1 });
    await editor.registry.upsertModel({ model_name: below, base_model_name: base });
    await editor.registry.upsertModel({ model_name: gone });
    await editor.registry.deleteModel({ model_name: gone });
    const last = await editor.registry.withResponse.updateModel({ model_name: base, input_cost: 2 });
    const changes = await changesOf([base, below, gone], cursor, 1);
    const get = (model_name: string): Promise<Model> => viewer.registry.getModel({ model_name });
    expect(changes.map(({ name, operation, model }) => ({ name, operation, model }))).toEqual([
      { name: gone, operation: 'deleteModel', model: null },
      { name: base, operation: 'updateModel', model: await get(base) },
      { name: below, operation: 'updateModel', model: await get(below) },
    ]);
    expect(changes.slice(1).map(({ revision }) => revision)).toEqual([last.revision, last.revision]);
  });

  test('200 behind a revision, and nothing behind the last', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const { revision = 0 } = await editor.registry.withResponse.upsertModel({ model_name });
    const { changes } = await viewer.registry.listChanges({ after: (revision ?? 0) - 1 });
    expect(changes.map(({ name }) => name)).toContain(model_name);
    const behind = await viewer.registry.listChanges({ after: revision ?? 0 });
    expect(behind.changes.map(({ name }) => name)).not.toContain(model_name);
  });

  test('200 with who did it for editors and admins, and for nobody else', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const cursor = await cursorNow();
    await editor.registry.upsertModel({ model_name });
    const seen = await Promise.all(
      [viewer, editor, admin].map(async ({ registry }) => {
        const { changes } = await registry.listChanges({ cursor });
        return 'principal' in (changes.find(({ name }) => name === model_name) ?? {});
      }),
    );
    expect(seen).toEqual([false, true, true]);
  });

  test('200 when something changes, for whoever waits for it', async () => {
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const waiting = viewer.registry.listChanges({ cursor: await cursorNow(), wait: 60 });
    await editor.registry.upsertModel({ model_name });
    expect((await waiting).changes.map(({ name }) => name)).toContain(model_name);
  });

  test.skipIf(!isAlone)('200 with nothing when the time is over', async () => {
    const { cursor, revision } = await viewer.registry.getSnapshot();
    const page = await viewer.registry.listChanges({ cursor, wait: 1 });
    expect(page).toEqual({ revision, changes: [], cursor, has_more: false });
  });

  test('401 for a key that was revoked while its reader waited', async () => {
    const { id, api_key } = await admin.registry.createKey({ name: uniqueId('key'), role: 'viewer' });
    const model_name = uniqueName();
    removeAfterTest(editor, model_name);
    const cursor = await cursorNow();
    const reader = callerOf(api_key);
    // Behind the same question without a wait, the reader has found nothing and waits.
    const waiting = reader.send({ path: `/api/changes?cursor=${cursor}&wait=60` });
    await reader.send({ path: `/api/changes?cursor=${cursor}` });
    await admin.registry.deleteKey({ key_id: id });
    await editor.registry.upsertModel({ model_name });
    expect((await waiting).json).toMatchObject({ code: 'unauthenticated' });
  });

  test('400 with a pointer unless the place is given once, and is one', async () => {
    const cursor = await cursorNow();
    for (const query of ['', `?after=1&cursor=${cursor}`, '?after=-1', '?after=x']) {
      const answer = await viewer.send({ path: `/api/changes${query}` });
      expect(answer.json, query).toMatchObject({ status: 400, errors: [{ pointer: '/query/after' }] });
    }
    for (const wait of ['61', '-1', '1.5', 'x']) {
      const answer = await viewer.send({ path: `/api/changes?after=1&wait=${wait}` });
      expect(answer.json, wait).toMatchObject({ status: 400, errors: [{ pointer: '/query/wait' }] });
    }
    const { json } = await viewer.send({ path: '/api/changes?cursor=abc' });
    expect(json).toMatchObject({ code: 'invalid_cursor', errors: [{ pointer: '/query/cursor' }] });
  });

  test('410 for what is ahead, and for a cursor of another history', async () => {
    const elsewhere = Buffer.from('{"v":"another","r":1}').toString('base64url');
    for (const place of ['after=9007199254740991', `cursor=${elsewhere}`]) {
      const answer = await viewer.send({ path: `/api/changes?${place}` });
      expect(answer.json, place).toMatchObject({ status: 410, code: 'snapshot_needed' });
    }
  });
});
