import { describe, expect, inject, test } from 'vitest';
import { openOtherWorkspace, openWorkspace, shippedModel, uniqueName } from '../target/workspace.js';

// The settings of a deployment that somebody named are not to be touched.
const isForeign = inject('target').issuer === null;

const path = '/api/organization';
const patch = (body: object, headers = {}) => ({ method: 'PATCH', path, body, headers });

describe('getOrganization', () => {
  test('200 with the settings of the credential’s organization', async () => {
    const { admin } = await openWorkspace();
    const { organization } = await admin.registry.getCurrentPrincipal();
    expect(await admin.registry.getOrganization()).toMatchObject({ organization });
  });

  test('304 while nothing changed', async () => {
    const { admin } = await openWorkspace();
    const { etag } = await admin.registry.withResponse.getOrganization();
    expect(etag).toMatch(/^"/);
    const answer = await admin.send({ path, headers: { 'If-None-Match': etag ?? '' } });
    expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', etag]);
  });

  test('403 for anybody but admins', async () => {
    const { viewer, editor } = await openWorkspace();
    for (const caller of [viewer, editor])
      await expect(caller.registry.getOrganization()).rejects.toMatchObject({ code: 'forbidden_role' });
  });
});

describe.skipIf(isForeign)('updateOrganization', () => {
  test('200 with the settings afterwards: absent keeps, null is the default, and a change is one revision', async () => {
    const { admin } = await openWorkspace();
    const start = (await admin.registry.withResponse.getOrganization()).revision ?? 0;
    const steps = [
      await admin.send(patch({ catalog_visibility: 'base_only' })),
      await admin.send(patch({})),
      await admin.send(patch({ catalog_visibility: 'base_only' })),
      await admin.send(patch({ catalog_visibility: null })),
      await admin.send({
        ...patch({ catalog_visibility: 'base_only' }),
        headers: { 'content-type': 'application/merge-patch+json' },
      }),
    ];
    const visibilities = steps.map(({ json }) => json);
    const as = (catalog_visibility: string) => expect.objectContaining({ catalog_visibility });
    expect(visibilities).toEqual([
      as('base_only'),
      as('base_only'),
      as('base_only'),
      as('listed'),
      as('base_only'),
    ]);
    const revisions = steps.map(({ headers }) => Number(headers.get('registry-revision')) - start);
    expect(revisions).toEqual([1, 1, 1, 2, 3]);
    const { etag } = await admin.registry.withResponse.getOrganization();
    expect(steps.at(-1)?.headers.get('etag')).toBe(etag);
  });

  test('412 when the settings are not the ones that If-Match names', async () => {
    const { admin } = await openWorkspace();
    const { etag } = await admin.registry.withResponse.getOrganization();
    const changed = await admin.registry.withResponse.updateOrganization(
      { catalog_visibility: 'base_only' },
      { ifMatch: etag },
    );
    expect(changed.etag).not.toBe(etag);
    const stale = admin.registry.updateOrganization({ catalog_visibility: null }, { ifMatch: etag });
    await expect(stale).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await admin.registry.getOrganization()).toMatchObject({ catalog_visibility: 'base_only' });
  });

  test('400 with a pointer for what is no setting or no value of one', async () => {
    const { admin } = await openWorkspace();
    for (const [body, pointer] of [
      [{ catalog_visibility: 'hidden' }, '/body/catalog_visibility'],
      [{ catalog_visibility: true }, '/body/catalog_visibility'],
      [{ organization: 'other' }, '/body/organization'],
      [{ catalog_visibilty: 'listed' }, '/body/catalog_visibilty'],
    ] as const) {
      const { json } = await admin.send(patch(body));
      expect(json, pointer).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ pointer }] });
    }
  });

  test('403 for anybody but admins, who change nothing', async () => {
    const { editor, admin } = await openWorkspace();
    const { json } = await editor.send(patch({ catalog_visibility: 'base_only' }));
    expect(json).toMatchObject({ code: 'forbidden_role' });
    expect(await admin.registry.getOrganization()).toMatchObject({ catalog_visibility: 'listed' });
  });
});

describe.skipIf(isForeign)('where catalog_visibility is base_only', () => {
  test('shipped models are bases, and nothing else answers them', async () => {
    const { admin } = await openWorkspace();
    const { model_name: shipped } = await shippedModel();
    const model_name = uniqueName();
    await admin.registry.updateOrganization({ catalog_visibility: 'base_only' });
    expect(await admin.registry.upsertModel({ model_name, base_model_name: shipped })).toMatchObject({
      base_model_name: shipped,
    });
    await expect(admin.registry.getModel({ model_name: shipped })).rejects.toMatchObject({ status: 404 });
    await expect(admin.registry.explainModel({ model_name: shipped })).rejects.toMatchObject({ status: 404 });
    const { results } = await admin.registry.lookupModels({ model_names: [model_name, shipped] });
    expect(results).toMatchObject({ [model_name]: { model_name }, [shipped]: null });
    expect((await admin.registry.listModelsPage()).results.map((model) => model.model_name)).toEqual([
      model_name,
    ]);
    expect((await admin.registry.filterModels({ filters: {} })).count).toBe(1);
    const { summary } = await admin.registry.getModelsSummary();
    expect(summary).toEqual({ total_count: 1, global_count: 0, custom_count: 1 });
    const write = admin.registry.updateModel({ model_name: shipped, input_cost: 1 });
    await expect(write).rejects.toMatchObject({ code: 'catalog_read_only' });
  });

  test('another organization sees what it saw', async () => {
    const { admin } = await openWorkspace();
    await admin.registry.updateOrganization({ catalog_visibility: 'base_only' });
    const other = await openOtherWorkspace();
    const { summary } = (await other?.viewer.registry.getModelsSummary()) ?? { summary: { global_count: 0 } };
    expect(summary.global_count).toBeGreaterThan(0);
  });
});
