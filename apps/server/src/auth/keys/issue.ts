import type { ApiKey } from '@llm-registry/api-types';
import type { Knex } from 'knex';
import type { ApiKeyRow } from '../../db/rows.js';
import type { Change } from '../../revisions/commit.js';
import { roleOf } from '../permissions.js';
import type { Role } from '../principal.js';
import { hashOfKey, newKey } from './key-format.js';
import { insertKey, noteKeyMade } from './store.js';

export interface WantedKey {
  organization: string;
  name: string;
  role: Role;
  /** ISO 8601 UTC; null means never. */
  expires_at: string | null;
}

/** A key as it is answered: everything but its hash. */
export function apiKeyOf(row: ApiKeyRow): ApiKey {
  const { id, name, expires_at, created_at, last_used_at } = row;
  return { id, name, role: roleOf(row.role), expires_at, created_at, last_used_at };
}

/** The change row of a key: its answer's shape, or null once it is revoked; never the hash. */
export function keyChange(operation: string, id: string, stored: ApiKey | null): Change {
  return { operation, kind: 'key', name: id, stored: stored === null ? null : JSON.stringify(stored) };
}

/** Makes and stores a new key; the plaintext is in the answer and nowhere else. */
export async function issueKey(
  tx: Knex,
  wanted: WantedKey,
  now: Date,
): Promise<{ value: { key: ApiKey; plaintext: string }; change: Change }> {
  const { id, key: plaintext } = newKey();
  const created_at = now.toISOString();
  const row: ApiKeyRow = { id, ...wanted, hash: hashOfKey(plaintext), created_at, last_used_at: null };
  await insertKey(tx, row);
  await noteKeyMade(tx);
  const key = apiKeyOf(row);
  return { value: { key, plaintext }, change: keyChange('createKey', id, key) };
}
