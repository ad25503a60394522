import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { idsOf, type Operation, operations } from '../contract/operations.js';
import type { RawAnswer, RawRequest } from '../requests/raw.js';
import { type Subjects, sample } from '../requests/samples.js';
import { signed } from '../target/jwt.js';
import { type Caller, callerOf, nobody, openWorkspace, uniqueId, uniqueName } from '../target/workspace.js';
import { promises } from './promises.js';

const { issuer } = inject('target');

type Sender = Pick<Caller, 'send'>;

const ours = await openWorkspace();
const theirs = await openWorkspace();

/** Nothing of this name is anywhere. */
const absent = (): Subjects => ({ model: uniqueName('absent'), provider: uniqueId('absent'), key: 'absent' });

const roles = ['none', 'viewer', 'editor', 'admin'];

/** @throws Error for an operation that has no row in the table of what is promised */
function leastRoleOf(id: string): string {
  const row = promises.find((one) => one.id === id);
  if (!row) throw new Error(`Write a row for ${id} into promises.ts.`);
  return row.role;
}

/** A key of our organization, which has been used for every read, so that their answers may be kept for it. */
async function keyUntil(expires_at: string | null) {
  const key = await ours.admin.registry.createKey({ name: 'to end', role: 'admin', expires_at });
  const caller = callerOf(key.api_key);
  for (const { id } of operations.filter(({ method }) => method === 'GET')) await caller.send(sample(id));
  return { id: key.id, caller };
}

async function revokedKey(): Promise<Sender> {
  const { id, caller } = await keyUntil(null);
  await ours.admin.registry.deleteKey({ key_id: id });
  return caller;
}

async function expiredKey(): Promise<Sender> {
  const { caller } = await keyUntil(new Date(Date.now() + 3_000).toISOString());
  await vi.waitFor(async () => expect((await caller.send({ path: '/api/me' })).status).toBe(401), 15_000);
  return caller;
}

/** A token of an admin of ours, but for what is wrong with it. */
function token(claims: object, by: Partial<NonNullable<typeof issuer>> = {}): Sender {
  if (issuer === null) throw new Error('Tokens cannot be signed for a deployment that is named.');
  return callerOf(
    signed({ ...issuer, ...by }, { org_id: 'acme', role: 'admin', sub: 'contract', ...claims }),
  );
}

const unknownKey = `llmr_abcdefghijkl_${'x'.repeat(43)}`;

/** Every credential that lets nobody in. */
const refused: Record<string, () => Sender | Promise<Sender>> = {
  'no credential': () => nobody,
  nonsense: () => callerOf('nonsense'),
  'a key that was never made': () => callerOf(unknownKey),
  'a revoked key': revokedKey,
  'an expired key': expiredKey,
  'an expired token': () => token({ exp: 1 }),
  'a token that is not valid yet': () => token({ nbf: Math.floor(Date.now() / 1_000) + 3_600 }),
  'a token by another secret': () => token({}, { secret: 'not the one' }),
  'a token of another issuer': () => token({}, { issuer: 'https://elsewhere.example.com/' }),
  'a token for another audience': () => token({}, { audience: 'somebody else' }),
  'a token of no organization': () => token({ org_id: '' }),
};

const needing = operations.filter(({ id }) => leastRoleOf(id) !== 'none');

describe.skipIf(issuer === null)('every operation', () => {
  describe.each(Object.entries(refused))('401 with %s', (_who, make) => {
    let sender: Sender;
    beforeAll(async () => {
      sender = await make();
    }, 40_000);

    test.each(idsOf(needing))('%s', async (id) => {
      const answer = await sender.send(sample(id));
      expect(answer.json).toMatchObject({ status: 401, code: 'unauthenticated' });
      expect(answer.headers.get('registry-revision')).toBeNull();
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    });
  });

  describe.each(['viewer', 'editor', 'admin'] as const)('as a %s', (role) => {
    test.each(idsOf(operations))('%s', async (id) => {
      const answer = await ours[role].send(sample(id, absent()));
      const isEnough = roles.indexOf(role) >= roles.indexOf(leastRoleOf(id));
      if (isEnough) expect([200, 201, 404]).toContain(answer.status);
      else expect(answer.json).toMatchObject({ status: 403, code: 'forbidden_role' });
    });
  });
});

/** What an answer says, but for names and what is of the moment. */
function saidOf({ status, text, headers }: RawAnswer, { model, provider, key }: Subjects): object {
  const fields = Object.fromEntries(headers);
  const moment = { date: '', 'x-request-id': '', ratelimit: '', 'content-length': '' };
  const names = [model, provider, `"${key}\\"`, headers.get('x-request-id') ?? ''].filter(
    (name) => name !== '',
  );
  return {
    status,
    fields: { ...fields, ...moment },
    text: names.reduce((said, name) => said.replaceAll(name, '…'), text),
  };
}

const withObject = operations.filter(({ path }) => path.includes('{'));

/** Requests whose bodies name something of somebody. */
const naming: Record<string, (subjects: Subjects) => RawRequest> = {
  'a base': ({ model }) => ({
    method: 'POST',
    path: '/api/models',
    body: { model_name: 'a', base_model_name: model },
  }),
  'a provider': ({ provider }) => ({
    method: 'POST',
    path: '/api/models',
    body: { model_name: 'a', provider_id: provider },
  }),
  'a provider of one’s own': ({ provider }) => ({
    method: 'POST',
    path: '/api/models',
    body: { model_name: 'a', custom_provider_id: provider },
  }),
  'names to look up': ({ model }) => ({
    method: 'POST',
    path: '/api/lookup',
    body: { model_names: [model] },
  }),
  'a name to filter by': ({ model }) => ({
    method: 'POST',
    path: '/api/models/list',
    body: { filters: { model_name: { value: [model] } } },
  }),
};

describe.skipIf(issuer === null)('another organization', () => {
  const existing = absent();
  let before: RawAnswer;
  beforeAll(async () => {
    const { registry } = ours.admin;
    await registry.createProvider({ provider_id: existing.provider });
    await registry.upsertModel({ model_name: existing.model, provider_id: existing.provider });
    existing.key = (await registry.createKey({ name: existing.model, role: 'viewer' })).id;
    before = await ours.admin.send({ path: `/api/models/${existing.model}` });
  });

  /** Both asked by somebody of the other organization. */
  async function expectSame(make: (subjects: Subjects) => RawRequest): Promise<RawAnswer> {
    const nowhere = { ...absent(), key: 'x'.repeat(existing.key.length) };
    const answer = await theirs.admin.send(make(existing));
    const other = await theirs.admin.send(make(nowhere));
    expect(saidOf(answer, existing)).toEqual(saidOf(other, nowhere));
    return answer;
  }

  test.each(idsOf(withObject))('is told the same 404 of what is ours as of what is not: %s', async (id) => {
    expect((await expectSame((subjects) => sample(id, subjects))).status).toBe(404);
  });

  test.each(Object.entries(naming))('is told the same where a body names %s', async (_what, make) => {
    await expectSame(make);
  });

  test.each(idsOf(operations.filter((one: Operation) => !one.path.includes('{'))))(
    'finds nothing of ours in the answer: %s',
    async (id) => {
      const { text } = await theirs.admin.send(sample(id, absent()));
      for (const name of Object.values(existing)) expect(text).not.toContain(name);
    },
  );

  test('has left ours as it was', async () => {
    const answer = await ours.admin.send({ path: `/api/models/${existing.model}` });
    expect([answer.text, answer.headers.get('etag')]).toEqual([before.text, before.headers.get('etag')]);
    const [provider, keys] = [`/api/providers/${existing.provider}`, '/api/keys'];
    expect((await ours.admin.send({ path: provider })).status).toBe(200);
    expect((await ours.admin.send({ path: keys })).text).toContain(existing.key);
  });
});
