import type { ShippedCatalog, ShippedProvider } from '@llm-registry/catalog';
import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow, ProviderRow } from '../db/rows.js';
import { transact } from '../db/transaction.js';
import { catalogLayer } from '../revisions/layers.js';
import { catalogTurn } from '../revisions/turns.js';
import { aliasRows, retiredModelRow, shippedModelRow } from './rows.js';
import { changedProviders, type StampBasis, stamped } from './stamps.js';
import {
  absentAliases,
  absentRows,
  insertLayer,
  insertRows,
  newestLayerRow,
  providerAnswers,
  removeUnusedLayers,
  stampedAnswers,
} from './store.js';

export interface CatalogLoad {
  /** The newest catalog in the database, which is the one that is served. */
  newest: CatalogLayerRow;
  /** Whether this start brought it. */
  loaded: boolean;
}

export interface LoadDeps {
  database: Database;
  clock: () => Date;
  shippedProviderRow: (layer: string, provider: ShippedProvider) => ProviderRow;
}

/** What stamps are decided by: the catalog before, and its providers against those of the new one. */
async function basisOf(
  tx: Knex,
  before: CatalogLayerRow | undefined,
  providers: readonly ProviderRow[],
): Promise<StampBasis> {
  if (!before) return { ordinal: 1, before: new Map(), changedProviders: new Set() };
  const answers = await stampedAnswers(tx, before.id);
  return {
    ordinal: before.ordinal + 1,
    before: new Map(answers.map((answer) => [answer.name, answer])),
    changedProviders: changedProviders(await providerAnswers(tx, before.id), providers),
  };
}

/** Copies what the catalog before had and this one has not: readable by name and usable as a base, but not listed. */
async function keepRetired(tx: Knex, before: string, layer: string, basis: StampBasis): Promise<void> {
  const { provider, model, alias } = await absentRows(tx, before, layer);
  await insertRows(tx, {
    provider: provider.map((row) => ({ ...row, layer })),
    model: model.map((row) => stamped(retiredModelRow(layer, row, alias), basis)),
    alias: alias.map((row) => ({ ...row, layer })),
  });
}

function layerRow(catalog: ShippedCatalog, ordinal: number, loadedAt: string): CatalogLayerRow {
  const { sequence, version, as_of } = catalog;
  const id = catalogLayer(catalog);
  return { id, sequence, model_count: catalog.models.length, version, as_of, loaded_at: loadedAt, ordinal };
}

async function addLayer(
  tx: Knex,
  catalog: ShippedCatalog,
  before: CatalogLayerRow | undefined,
  { clock, shippedProviderRow }: LoadDeps,
): Promise<CatalogLayerRow> {
  const provider = catalog.providers.map((one) => shippedProviderRow(catalogLayer(catalog), one));
  const basis = await basisOf(tx, before, provider);
  const row = layerRow(catalog, basis.ordinal, clock().toISOString());
  await insertLayer(tx, row);
  const kept = before ? await absentAliases(tx, before.id, aliasRows(row.id, catalog)) : [];
  await insertRows(tx, {
    provider,
    model: catalog.models.map((model) => stamped(shippedModelRow(row.id, model, kept), basis)),
    alias: aliasRows(row.id, catalog),
  });
  if (before) {
    await keepRetired(tx, before.id, row.id, basis);
    // The layer before stays: whoever asked a moment ago may still be reading it.
    await removeUnusedLayers(tx, before.sequence);
  }
  return row;
}

/**
 * Makes a shipped catalog a layer of the database. One that is there already costs no write, and an older one than the
 * newest is left out: a server that is rolled back does not roll the catalog back.
 */
export async function loadCatalog(catalog: ShippedCatalog, deps: LoadDeps): Promise<CatalogLoad> {
  const present = await newestLayerRow(deps.database.read);
  if (present && catalog.sequence <= present.sequence) return { newest: present, loaded: false };
  const { dialect, maintain } = deps.database;
  const load = async (tx: Knex.Transaction): Promise<CatalogLoad> => {
    // Another server may have been faster since, or be loading it right now, for which there is time.
    await dialect.takeTurn(tx, catalogTurn);
    const before = await newestLayerRow(tx);
    if (before && catalog.sequence <= before.sequence) return { newest: before, loaded: false };
    return { newest: await addLayer(tx, catalog, before, deps), loaded: true };
  };
  return maintain(async (write) => {
    const loaded = await transact({ write, dialect }, load);
    // Few rows among those of many organizations, which the engine would not notice by itself, and which all of them join.
    if (loaded.loaded) await dialect.countAnew(write, 'model');
    return loaded;
  });
}
