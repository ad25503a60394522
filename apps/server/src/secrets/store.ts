import type { Knex } from 'knex';
import type { ProviderRow } from '../db/rows.js';

export type StoredSecrets = Pick<ProviderRow, 'layer' | 'provider_id' | 'definition' | 'key_ids'>;

const columns = ['layer', 'provider_id', 'definition', 'key_ids'] as const;

export async function findSetting(queries: Knex, name: string): Promise<string | null> {
  const row = await queries('setting').where('name', name).forUpdate().first('value');
  return row?.value ?? null;
}

/** Adds a setting unless there is one of that name. */
export async function addSetting(queries: Knex, name: string, value: string): Promise<void> {
  await queries('setting').insert({ name, value }).onConflict('name').ignore();
}

/** Changes a setting unless somebody else did since `previous` was read. */
export async function changeSetting(
  queries: Knex,
  name: string,
  previous: string,
  value: string,
): Promise<void> {
  await queries('setting').where({ name, value: previous }).update({ value });
}

/** Providers after the given one that hold ciphertexts of other keys than `keyIds` says. */
export function providersOfOtherKeys(
  queries: Knex,
  keyIds: string,
  after: { layer: string; provider_id: string },
  limit: number,
): Promise<Pick<ProviderRow, 'layer' | 'provider_id'>[]> {
  return queries('provider')
    .whereNotIn('key_ids', ['[]', keyIds])
    .whereRaw('(layer, provider_id) > (?, ?)', [after.layer, after.provider_id])
    .orderBy(['layer', 'provider_id'])
    .limit(limit)
    .select('layer', 'provider_id');
}

export function findStoredSecrets(
  queries: Knex,
  key: Pick<ProviderRow, 'layer' | 'provider_id'>,
): Promise<StoredSecrets | undefined> {
  return queries('provider')
    .where({ layer: key.layer, provider_id: key.provider_id })
    .forUpdate()
    .first(...columns);
}

/** Writes other ciphertexts of the same secrets, and nothing else of the row. */
export async function changeStoredSecrets(queries: Knex, row: StoredSecrets): Promise<void> {
  const { layer, provider_id, definition, key_ids } = row;
  await queries('provider').where({ layer, provider_id }).update({ definition, key_ids });
}
