import type { Knex } from 'knex';
import type { ApiKeyRow } from '../../db/rows.js';

/** One indexed read: what every request with an API key costs. */
export function findKey(queries: Knex, id: string): Promise<ApiKeyRow | undefined> {
  return queries('api_key').where('id', id).first();
}

/** Keys by creation time: those of one organization, or all of them. */
export function selectKeys(queries: Knex, organization?: string): Promise<ApiKeyRow[]> {
  const keys = queries('api_key').select('*').orderBy(['created_at', 'id']);
  return organization === undefined ? keys : keys.where('organization', organization);
}

/** Whether any organization has a key. */
export async function hasKeys(queries: Knex): Promise<boolean> {
  return (await queries('api_key').first('id')) !== undefined;
}

export async function insertKey(tx: Knex, row: ApiKeyRow): Promise<void> {
  await tx('api_key').insert(row);
}

/** Inserts the row, or puts it in the place of the one with its id. */
export async function putKey(tx: Knex, row: ApiKeyRow): Promise<void> {
  await tx('api_key').insert(row).onConflict('id').merge();
}

/** Answers whether there was such a key of that organization. */
export async function deleteKey(tx: Knex, organization: string, id: string): Promise<boolean> {
  return (await tx('api_key').where({ organization, id }).delete()) > 0;
}

/** Notes a use, unless one at or after `unlessSince` is noted already, by this server or another. */
export async function noteUse(tx: Knex, id: string, at: string, unlessSince: string): Promise<void> {
  await tx('api_key')
    .where('id', id)
    .where((unused) => unused.whereNull('last_used_at').orWhere('last_used_at', '<', unlessSince))
    .update({ last_used_at: at });
}

/** Remembers for good that a key was made; answers whether this one is the first. */
export async function noteKeyMade(tx: Knex): Promise<boolean> {
  const inserted = await tx('setting')
    .insert({ name: 'key_made', value: 'yes' })
    .onConflict('name')
    .ignore()
    .returning('name');
  return inserted.length > 0;
}

const adminKeyHash = 'admin_key_hash';

/** The hash of the value of `ADMIN_API_KEY` that was taken over last, kept when its key is revoked. */
export async function lastAdminKeyHash(tx: Knex): Promise<string | null> {
  const row = await tx('setting').where('name', adminKeyHash).first('value');
  return row?.value ?? null;
}

export async function noteAdminKeyHash(tx: Knex, hash: string): Promise<void> {
  await tx('setting').insert({ name: adminKeyHash, value: hash }).onConflict('name').merge();
}
