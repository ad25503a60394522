import type { ApiKey, ApiKeyCreation, CreatedApiKey } from '@llm-registry/api-types';
import type { Database } from '../../db/connect.js';
import type { ApiKeyRow } from '../../db/rows.js';
import { errors } from '../../errors.js';
import type { Actor, Commit, Committed } from '../../revisions/commit.js';
import { futureTime } from './expiry.js';
import { apiKeyOf, issueKey, keyChange } from './issue.js';
import { deleteKey, findKey, selectKeys } from './store.js';

export interface KeyServiceDeps {
  database: Database;
  commit: Commit;
  clock: () => Date;
}

export interface KeyService {
  /** The organization's keys by creation time, without their secrets. */
  list(organization: string): Promise<ApiKey[]>;
  /**
   * Creates a key of the actor's organization; the whole key is in this answer only.
   * @throws invalid_request when `expires_at` is not in the future
   */
  create(actor: Actor, wanted: ApiKeyCreation): Promise<Committed<CreatedApiKey>>;
  /**
   * Revokes a key of the actor's organization.
   * @throws key_not_found for an id that is unknown or another organization's
   */
  remove(actor: Actor, id: string): Promise<Committed<null>>;
  /** The stored key of that id as it is now: a revoked one is gone at once. */
  find(id: string): Promise<ApiKeyRow | undefined>;
}

function expiryOf(wanted: string | null | undefined, now: Date): string | null {
  if (wanted === null || wanted === undefined) return null;
  const time = futureTime(wanted, now);
  if (time !== null) return time;
  throw errors.invalidField(
    '/body/expires_at',
    'Name a time in the future, or null for a key that never expires.',
  );
}

export function createKeyService({ database, commit, clock }: KeyServiceDeps): KeyService {
  return {
    async list(organization) {
      return (await selectKeys(database.read, organization)).map(apiKeyOf);
    },

    async create(actor, { name, role, expires_at }) {
      const now = clock();
      const wanted = { organization: actor.organization, name, role, expires_at: expiryOf(expires_at, now) };
      const { value, revision } = await commit(actor, (tx) => issueKey(tx, wanted, now));
      return { value: { ...value.key, api_key: value.plaintext }, revision };
    },

    remove: (actor, id) =>
      commit(actor, async (tx) => {
        if (!(await deleteKey(tx, actor.organization, id))) throw errors.keyNotFound(id);
        return { value: null, change: keyChange('deleteKey', id, null) };
      }),

    find: (id) => findKey(database.read, id),
  };
}
