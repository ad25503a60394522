import { randomBytes } from 'node:crypto';
import type { Model, Registry } from '@llm-registry/client';
import { afterAll, inject, onTestFinished } from 'vitest';
import { clientOf } from '../requests/client.js';
import { type RawAnswer, type RawRequest, send } from '../requests/raw.js';
import { signed } from './jwt.js';
import type { Target } from './target.js';

export type Role = 'viewer' | 'editor' | 'admin';

/** Somebody with a credential. */
export interface Caller {
  token: string;
  /** The typed client. */
  registry: Registry;
  /** Anything at all over HTTP. */
  send(request: RawRequest): Promise<RawAnswer>;
}

/** An organization with somebody of each role. */
export type Workspace = Record<Role, Caller>;

const target = inject('target');

export function callerOf(token: string, baseUrl = target.baseUrl): Caller {
  return {
    token,
    registry: clientOf(baseUrl, token),
    send: (request) => send(baseUrl, { token, ...request }),
  };
}

/** Nobody: what needs no credential, and what is refused for want of one. */
export const nobody = {
  registry: clientOf(target.baseUrl, undefined),
  send: (request: RawRequest) => send(target.baseUrl, request),
};

/** An admin of the organization whose key was given; in its organization other tests are at work too. */
export const givenAdmin = callerOf(target.adminKey);

function byToken(issuer: NonNullable<Target['issuer']>, organization: string): Workspace {
  const member = (role: Role) => callerOf(signed(issuer, { org_id: organization, role, sub: `the ${role}` }));
  return { viewer: member('viewer'), editor: member('editor'), admin: member('admin') };
}

const unique = () => randomBytes(6).toString('hex');

async function byKeys(admin: Caller): Promise<Workspace> {
  const member = async (role: Role) => {
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const name = `contract test ${unique()}`;
    const { id, api_key } = await admin.registry.createKey({ name, role, expires_at });
    afterAll(() => admin.registry.deleteKey({ key_id: id }));
    return callerOf(api_key);
  };
  return { viewer: await member('viewer'), editor: await member('editor'), admin };
}

/**
 * An organization to test in: a new one where the tests can sign tokens, else the given one, in which whoever needs
 * names makes them with `uniqueName` and takes them away again.
 */
export async function openWorkspace(): Promise<Workspace> {
  return target.issuer === null ? byKeys(givenAdmin) : byToken(target.issuer, `contract-${unique()}`);
}

/** Another organization; undefined where a deployment has given no key of one. */
export async function openOtherWorkspace(): Promise<Workspace | undefined> {
  if (target.issuer !== null) return byToken(target.issuer, `contract-${unique()}`);
  return target.otherAdminKey === null ? undefined : byKeys(callerOf(target.otherAdminKey));
}

/** A model name that nobody else uses. */
export function uniqueName(what = 'model'): string {
  return `contract-test/${what}-${unique()}`;
}

/** A provider id that nobody else uses. */
export function uniqueId(what = 'provider'): string {
  return `contract-test-${what}-${unique()}`;
}

/** Takes models away after the test, in this order; one that is gone already is fine. */
export function removeAfterTest(caller: Caller, ...names: string[]): void {
  onTestFinished(async () => {
    for (const name of names) {
      await caller.send({ method: 'DELETE', path: `/api/models/${encodeURIComponent(name)}` });
    }
  });
}

/** The first shipped model that has what is asked for. */
export async function shippedModel(fits: (model: Model) => boolean = () => true): Promise<Model> {
  const answer = await nobody.registry.listPublicModels();
  const models = 'models' in answer ? answer.models : answer;
  const found = models.find(fits);
  if (!found) throw new Error('The shipped catalog has no model of that kind.');
  return found;
}
