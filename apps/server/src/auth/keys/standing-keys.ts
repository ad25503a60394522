import type { Knex } from 'knex';
import type { Database } from '../../db/connect.js';
import type { ApiKeyRow } from '../../db/rows.js';
import type { Actor, Commit } from '../../revisions/commit.js';
import { apiKeyOf, issueKey, keyChange } from './issue.js';
import { hashOfKey } from './key-format.js';
import { findKey, hasKeys, lastAdminKeyHash, noteAdminKeyHash, noteKeyMade, putKey } from './store.js';

/** The organization of the keys that exist without anybody having asked the API for them. */
const defaultOrganization = 'default';

/** The id of the key of `ADMIN_API_KEY`, whose value need not contain an id. */
export const adminKeyId = 'env';

const operator: Actor = { organization: defaultOrganization, principal: 'operator' };

export interface StandingKeyDeps {
  commit: Commit;
  clock: () => Date;
}

/** What is wrong with a value of `ADMIN_API_KEY`, as the end of a sentence, or null. */
export function adminKeyFault(value: string): string | null {
  if (!/^[!-~]*$/.test(value)) return 'may hold visible ASCII characters only (no spaces)';
  if (value.length < 32) return 'must have 32 characters or more';
  return value.length > 4096 ? 'must have 4096 characters or fewer' : null;
}

/** What became of the admin key; `revoked`: that value was taken over earlier and its key has been revoked since. */
export type AdminKeyState = 'unset' | 'set' | 'unchanged' | 'revoked';

async function takeOver(tx: Knex, hash: string, now: Date): Promise<ApiKeyRow> {
  const row: ApiKeyRow = {
    id: adminKeyId,
    organization: defaultOrganization,
    name: 'ADMIN_API_KEY',
    role: 'admin',
    hash,
    expires_at: null,
    created_at: now.toISOString(),
    last_used_at: null,
  };
  await putKey(tx, row);
  await noteKeyMade(tx);
  await noteAdminKeyHash(tx, hash);
  return row;
}

/**
 * Makes the value of `ADMIN_API_KEY` the admin key of the default organization; only its hash is stored. A new value
 * replaces the old one. Without a value nothing changes: the old key stays until it is revoked or replaced. A value
 * whose key was revoked stays revoked. The catalog must be loaded before.
 */
export async function ensureAdminKey(
  { commit, clock }: StandingKeyDeps,
  value: string | undefined,
): Promise<AdminKeyState> {
  if (value === undefined) return 'unset';
  const hash = hashOfKey(value);
  const { value: state } = await commit<AdminKeyState>(operator, async (tx) => {
    if ((await lastAdminKeyHash(tx)) === hash) {
      return { value: (await findKey(tx, adminKeyId)) ? 'unchanged' : 'revoked', change: null };
    }
    const row = await takeOver(tx, hash, clock());
    return { value: 'set', change: keyChange('createKey', adminKeyId, apiKeyOf(row)) };
  });
  return state;
}

/** Whether anybody has a key: without one, and without tokens, nobody can call. */
export function anyKey(database: Database): Promise<boolean> {
  return hasKeys(database.read);
}

/**
 * Makes an admin key of the default organization where no key was ever made: a first key that was revoked is not made
 * again. The catalog must be loaded before.
 * @returns the whole key, which is not stored; null where keys were made before
 */
export async function createFirstKey({ commit, clock }: StandingKeyDeps): Promise<string | null> {
  const { value } = await commit<string | null>(operator, async (tx) => {
    const first = (await noteKeyMade(tx)) && !(await hasKeys(tx));
    if (!first) return { value: null, change: null };
    const wanted = {
      organization: defaultOrganization,
      name: 'first start',
      role: 'admin' as const,
      expires_at: null,
    };
    const issued = await issueKey(tx, wanted, clock());
    return { value: issued.value.plaintext, change: issued.change };
  });
  return value;
}
