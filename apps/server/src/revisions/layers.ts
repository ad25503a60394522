import { createHash } from 'node:crypto';
import type { CatalogVisibility } from '@llm-registry/api-types';
import type { Knex } from 'knex';

/** What is seen of a model's provider: all that members see, or its id and name, for whoever sends no credential. */
export type ProviderDetail = 'full' | 'named';

/** Where an organization looks: its own rows and the catalog it points at. */
export interface Layers {
  organization: string;
  own: string;
  shipped: string;
  /** Which shipped models answer to their names and are listed. As bases all of them serve, whatever this says. */
  catalogVisibility: CatalogVisibility;
  providerDetail: ProviderDetail;
  /** The organization's revision that these layers belong to; what is read through them later is never older. */
  revision: number;
}

/** How many bytes of an organization's name a layer takes: an index of PostgreSQL holds at most 2,704 with what is beside it. */
const longestLayerName = 255;

/** The layer of an organization's own rows. Long names stand there by their hash, which no short one can look like. */
export function ownLayer(organization: string): string {
  if (Buffer.byteLength(organization) <= longestLayerName) return `o:${organization}`;
  return `h:${createHash('sha256').update(organization).digest('hex')}`;
}

/** A catalog may return to the content of an earlier one, so the hash alone does not tell two of them apart. */
export const catalogLayer = ({ sequence, hash }: { sequence: number; hash: string }): string =>
  `c:${sequence}:${hash}`;

export const defaultVisibility: CatalogVisibility = 'listed';

/** The layers whose models answer to their names; bases are looked for in both. */
export function namedLayers({ own, shipped, catalogVisibility }: Layers): string[] {
  return catalogVisibility === 'listed' ? [own, shipped] : [own];
}

/** The layers of an organization; one that has written nothing yet reads the newest catalog at revision 0. */
export async function layersOf(queries: Knex, organization: string): Promise<Layers> {
  const row = await queries('organization')
    .where('id', organization)
    .first('revision', 'catalog', 'catalog_visibility');
  return {
    organization,
    own: ownLayer(organization),
    shipped: row?.catalog ?? (await newestLayer(queries)),
    catalogVisibility: row?.catalog_visibility ?? defaultVisibility,
    providerDetail: 'full',
    revision: Number(row?.revision ?? 0),
  };
}

/** The layer of the newest shipped catalog. The catalog is loaded before the first request, so there is one. */
export async function newestLayer(queries: Knex): Promise<string> {
  const row = await queries('catalog_layer').orderBy('sequence', 'desc').first('id');
  if (!row) throw new Error('No catalog has been loaded into this database.');
  return row.id;
}
