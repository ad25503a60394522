import { createHash } from 'node:crypto';
import type { CatalogVisibility } from '@llm-registry/api-types';
import type { Knex } from 'knex';
import type { Dialect } from '../db/dialect.js';
import type { CatalogLayerRow } from '../db/rows.js';
import { organizationTurn } from './turns.js';

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
  /** Which catalog `shipped` is: how many this database had had when it was loaded, it included. */
  catalogOrdinal: number;
  /**
   * The organization's revision that these layers belong to; what is read through them later is never older. It is the
   * organization's own count of changes and the ordinal of its catalog together, so that a newer catalog moves it alike.
   */
  revision: number;
  /** How many models the organization has of its own. */
  ownCount: number;
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

const organizationRow = (queries: Knex, organization: string) =>
  queries('organization as o')
    .join('catalog_layer as c', 'c.id', 'o.catalog')
    .where('o.id', organization)
    .first('o.revision', 'o.own_count', 'o.catalog_visibility', 'c.id', 'c.ordinal');

async function layersIn(
  queries: Knex,
  organization: string,
  row: Awaited<ReturnType<typeof organizationRow>>,
): Promise<Layers> {
  const { id, ordinal } = row ?? (await newestCatalog(queries));
  return {
    organization,
    own: ownLayer(organization),
    shipped: id,
    catalogVisibility: row?.catalog_visibility ?? defaultVisibility,
    providerDetail: 'full',
    catalogOrdinal: ordinal,
    revision: Number(row?.revision ?? 0) + ordinal,
    ownCount: Number(row?.own_count ?? 0),
  };
}

/** The layers of an organization; one that has written nothing yet reads the newest catalog. */
export async function layersOf(queries: Knex, organization: string): Promise<Layers> {
  return layersIn(queries, organization, await organizationRow(queries, organization));
}

/**
 * The layers of an organization that nobody else writes for, in any process, until the transaction ends. What it reads
 * from then on holds everything that those before it committed.
 */
export async function lockedLayers(
  tx: Knex.Transaction,
  { takeTurn }: Pick<Dialect, 'takeTurn'>,
  organization: string,
): Promise<Layers> {
  const row = () => organizationRow(tx, organization).forNoKeyUpdate('o');
  const locked = await row();
  if (locked !== undefined) return layersIn(tx, organization, locked);
  // There is nothing to lock yet, or it has moved to another catalog while this transaction waited for it.
  await takeTurn(tx, organizationTurn(organization));
  return layersIn(tx, organization, await row());
}

/** The newest shipped catalog. It is loaded before the first request, so there is one. */
async function newestCatalog(queries: Knex): Promise<Pick<CatalogLayerRow, 'id' | 'ordinal'>> {
  const row = await queries('catalog_layer').orderBy('sequence', 'desc').first('id', 'ordinal');
  if (!row) throw new Error('No catalog has been loaded into this database.');
  return row;
}

/** The layer of the newest shipped catalog. */
export async function newestLayer(queries: Knex): Promise<string> {
  return (await newestCatalog(queries)).id;
}
