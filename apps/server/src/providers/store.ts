import type { Knex } from 'knex';
import type { ProviderRow } from '../db/rows.js';

type Answer = Pick<ProviderRow, 'provider_id' | 'answer' | 'key_ids'>;

/** The answers of one provider, or of all, in one layer. */
export function findAnswers(queries: Knex, layer: string, providerId?: string): Promise<Answer[]> {
  const rows = queries('provider').where('layer', layer);
  if (providerId !== undefined) rows.where('provider_id', providerId);
  return rows.select('provider_id', 'answer', 'key_ids');
}

export async function providerExists(queries: Knex, layer: string, providerId: string): Promise<boolean> {
  const row = await queries('provider').where({ layer, provider_id: providerId }).first('provider_id');
  return row !== undefined;
}

/** The whole row, kept from other writers until the transaction ends. */
export function findForWrite(tx: Knex, layer: string, providerId: string): Promise<ProviderRow | undefined> {
  return tx('provider').where({ layer, provider_id: providerId }).forUpdate().first();
}

/** Adds a row unless there is one of that layer and id; whether it did. */
export async function insertProvider(tx: Knex, row: ProviderRow): Promise<boolean> {
  const added = await tx('provider')
    .insert(row)
    .onConflict(['layer', 'provider_id'])
    .ignore()
    .returning('provider_id');
  return added.length > 0;
}

export async function updateProvider(tx: Knex, row: ProviderRow): Promise<void> {
  await tx('provider').where({ layer: row.layer, provider_id: row.provider_id }).update(row);
}

export async function deleteProvider(tx: Knex, layer: string, providerId: string): Promise<void> {
  await tx('provider').where({ layer, provider_id: providerId }).delete();
}

/** How many providers need which encryption keys, over all organizations. */
export async function countByKeyIds(queries: Knex): Promise<{ key_ids: string; count: number }[]> {
  const rows = await queries('provider')
    .whereNot('key_ids', '[]')
    .groupBy('key_ids')
    .select('key_ids')
    .count({ count: '*' });
  return rows.map(({ key_ids, count }) => ({ key_ids: String(key_ids), count: Number(count) }));
}
