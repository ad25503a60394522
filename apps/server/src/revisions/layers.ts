import type { Knex } from 'knex';

/** Where an organization looks: its own rows and the catalog it points at. */
export interface Layers {
  organization: string;
  own: string;
  shipped: string;
  /** The organization's revision that these layers belong to; what is read through them later is never older. */
  revision: number;
}

export const ownLayer = (organization: string): string => `o:${organization}`;

/** A catalog may return to the content of an earlier one, so the hash alone does not tell two of them apart. */
export const catalogLayer = ({ sequence, hash }: { sequence: number; hash: string }): string =>
  `c:${sequence}:${hash}`;

/** The layers of an organization; one that has written nothing yet reads the newest catalog at revision 0. */
export async function layersOf(queries: Knex, organization: string): Promise<Layers> {
  const row = await queries('organization').where('id', organization).first('revision', 'catalog');
  const shipped = row?.catalog ?? (await newestLayer(queries));
  return { organization, own: ownLayer(organization), shipped, revision: Number(row?.revision ?? 0) };
}

/** The layer of the newest shipped catalog. The catalog is loaded before the first request, so there is one. */
export async function newestLayer(queries: Knex): Promise<string> {
  const row = await queries('catalog_layer').orderBy('sequence', 'desc').first('id');
  if (!row) throw new Error('No catalog has been loaded into this database.');
  return row.id;
}
