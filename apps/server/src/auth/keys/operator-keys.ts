import type { ApiKey } from '@llm-registry/api-types';
import type { Database } from '../../db/connect.js';
import type { Actor, Commit } from '../../revisions/commit.js';
import { faultOfOrganization } from '../organization.js';
import { isRole } from '../permissions.js';
import { expiryOf } from './expiry.js';
import { apiKeyOf, issueKey, keyChange } from './issue.js';
import { deleteKey, findKey, selectKeys } from './store.js';

/** The operator asked for something that cannot be done; the message says what to change. */
export class KeyCommandError extends Error {}

/** A key as the operator sees it, who sees every organization. */
export interface ListedKey extends ApiKey {
  organization: string;
}

export interface KeyRequest {
  organization: string;
  name: string;
  role: string;
  /** `90d`, `12h`, `30m` or a date-time of RFC 3339; absent means never. */
  expires?: string;
}

export interface OperatorKeys {
  /** @throws KeyCommandError when a part of the request is not acceptable */
  create(request: KeyRequest): Promise<{ key: ListedKey; plaintext: string }>;
  list(organization?: string): Promise<ListedKey[]>;
  /** @throws KeyCommandError when there is no key of that id */
  revoke(id: string): Promise<ListedKey>;
}

const actorIn = (organization: string): Actor => ({ organization, principal: 'operator' });

function checkedRequest({ organization, name, role, expires }: KeyRequest, now: Date) {
  const fault = faultOfOrganization(organization);
  if (fault !== null) throw new KeyCommandError(`The organization ${fault}.`);
  const length = [...name].length;
  if (length < 1 || length > 255) throw new KeyCommandError('The name must have 1 to 255 characters.');
  if (!isRole(role)) throw new KeyCommandError('The role must be viewer, editor or admin.');
  const expires_at = expires === undefined ? null : expiryOf(expires, now);
  if (expires !== undefined && expires_at === null) {
    throw new KeyCommandError('The expiry must be like 90d, 12h or 30m, or a date and time in the future.');
  }
  return { organization, name, role, expires_at };
}

/** Keys for whoever can reach the database: works when nobody has a key yet. The catalog must be loaded before. */
export function createOperatorKeys(database: Database, commit: Commit, clock: () => Date): OperatorKeys {
  return {
    async create(request) {
      const now = clock();
      const wanted = checkedRequest(request, now);
      const { organization } = wanted;
      const { value } = await commit(actorIn(organization), (tx) => issueKey(tx, wanted, now));
      return { key: { ...value.key, organization }, plaintext: value.plaintext };
    },

    async list(organization) {
      const rows = await selectKeys(database.read, organization);
      return rows.map((row) => ({ ...apiKeyOf(row), organization: row.organization }));
    },

    async revoke(id) {
      const row = await findKey(database.write, id);
      if (!row) throw new KeyCommandError(`There is no API key "${id}". "keys list" shows them all.`);
      await commit(actorIn(row.organization), async (tx) => {
        const deleted = await deleteKey(tx, row.organization, id);
        return { value: null, change: deleted ? keyChange('deleteKey', id, null) : null };
      });
      return { ...apiKeyOf(row), organization: row.organization };
    },
  };
}
