import { describe, expect, inject, test } from 'vitest';
import { idsOf, operations } from '../contract/operations.js';
import { clientOf } from '../requests/client.js';
import { type RawRequest, send } from '../requests/raw.js';
import { sample } from '../requests/samples.js';
import { signed } from '../target/jwt.js';

const { issuer } = inject('target');
const baseUrl = inject('prepared').open ?? '';

/** The organization that this server lets be read without a credential. */
const organization = 'prepared';

const ask = (request: RawRequest) => send(baseUrl, request);
const closed = operations.filter(({ needsCredential, mayBeAnonymous }) => needsCredential && !mayBeAnonymous);

describe.skipIf(issuer === null)('where an organization may be read without a credential', () => {
  describe('200 without one', () => {
    test.each(idsOf(operations.filter(({ mayBeAnonymous }) => mayBeAnonymous)))('%s', async (id) => {
      const answer = await ask(sample(id));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('registry-revision')).toMatch(/^\d+$/);
    });
  });

  describe('401 for a wrong one, which is not the same as none', () => {
    test.each(idsOf(operations.filter(({ mayBeAnonymous }) => mayBeAnonymous)))('%s', async (id) => {
      expect((await ask({ ...sample(id), token: 'nonsense' })).json).toMatchObject({
        code: 'unauthenticated',
      });
    });
  });

  describe('401 without one for all else: a credential is what is missing, not a role', () => {
    test.each(idsOf(closed))('%s', async (id) => {
      const answer = await ask(sample(id));
      expect([answer.status, answer.headers.get('registry-revision')]).toEqual([401, null]);
    });
  });

  test('whoever sends none is the role public of that organization', async () => {
    expect(await clientOf(baseUrl, undefined).getCurrentPrincipal()).toEqual({
      organization,
      role: 'public',
      kind: 'anonymous',
      name: null,
      expires_at: null,
    });
  });

  test('no credential has that role: a token that claims it is a viewer’s', async () => {
    if (issuer === null) return;
    const token = signed(issuer, { org_id: organization, role: 'public', sub: 'contract' });
    expect(await clientOf(baseUrl, token).getCurrentPrincipal()).toMatchObject({
      role: 'viewer',
      kind: 'jwt',
    });
    const body = { name: 'x', role: 'public' };
    const admin = signed(issuer, { org_id: organization, role: 'admin', sub: 'contract' });
    expect((await ask({ method: 'POST', path: '/api/keys', body, token: admin })).status).toBe(400);
  });

  test('of a provider its id and name are read without one, and all of it with one', async () => {
    if (issuer === null) return;
    const editor = clientOf(
      baseUrl,
      signed(issuer, { org_id: organization, role: 'editor', sub: 'contract' }),
    );
    const model_name = 'acme/reached';
    const base_url = 'https://models.acme.example.com';
    await editor.createProvider({
      provider_id: 'acme-hidden',
      provider_name: 'Acme',
      extra_kwargs: { base_url },
    });
    const written = await editor.upsertModel({ model_name, provider_id: 'acme-hidden' });
    expect(written.provider).toMatchObject({ extra_kwargs: { base_url } });
    const named = { id: 'acme-hidden', provider_id: 'acme-hidden', provider_name: 'Acme' };
    const anybody = clientOf(baseUrl, undefined);
    expect((await anybody.getModel({ model_name })).provider).toEqual(named);
    expect((await anybody.lookupModels({ model_names: [model_name] })).results[model_name]?.provider).toEqual(
      named,
    );
    expect((await anybody.explainModel({ model_name })).fields['provider']?.value).toEqual(named);
  });
});
