import type { Knex } from 'knex';
import type { OrganizationRow } from '../db/rows.js';

/** An organization's settings, with what its row needs where it has written nothing before. */
export type SettingsRow = Pick<OrganizationRow, 'id' | 'catalog' | 'created_at' | 'catalog_visibility'>;

/** Stores the settings, in the organization's row or as its first one. */
export async function putSettings(queries: Knex, row: SettingsRow): Promise<void> {
  await queries('organization').insert(row).onConflict('id').merge(['catalog_visibility']);
}
