import { readFileSync, statSync } from 'node:fs';
import {
  type CatalogDiff,
  catalogFaults,
  describeDiff,
  describeMove,
  largestCatalog,
  parseCatalog,
  type ShippedCatalog,
  suspiciousMoves,
  unpackCatalog,
} from '@llm-registry/catalog';
import { compareCatalog, newestCatalog } from '../catalog/compare.js';
import { loadCatalog } from '../catalog/load.js';
import { moveOrganizations } from '../catalog/move.js';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow } from '../db/rows.js';
import { shippedProviderRow } from '../providers/row.js';
import { reasonOf } from '../startup/failure.js';
import { type CommandContext, CommandError, ensureCatalog, onExistingDatabase } from './command.js';
import { json } from './output.js';

/** Prices move; a well-known one may be this many times what it was when this program was released. */
const priceTolerance = 10;
const faultsInError = 20;

function read(file: string): ShippedCatalog {
  try {
    if (statSync(file).size > largestCatalog) throw new Error('it is larger than 64 MiB');
    return parseCatalog(unpackCatalog(readFileSync(file)));
  } catch (error) {
    throw new CommandError(`${file} is not a catalog that can be read: ${reasonOf(error)}.`);
  }
}

function guarded(file: string): ShippedCatalog {
  const catalog = read(file);
  const faults = faultsOf(catalog);
  if (faults.length === 0) return catalog;
  const more = faults.length > faultsInError ? [`and ${faults.length - faultsInError} more`] : [];
  throw new CommandError([`${file} is refused:`, ...faults.slice(0, faultsInError), ...more].join('\n  '));
}

/** A file whose hash is right may still hold anything: what the guards stumble over is a fault like any other. */
function faultsOf(catalog: ShippedCatalog): string[] {
  try {
    return catalogFaults(catalog, { priceTolerance });
  } catch (error) {
    return [`its models are not of the shape of a catalog: ${reasonOf(error)}`];
  }
}

async function present(database: Database, context: CommandContext): Promise<CatalogLayerRow> {
  await ensureCatalog(database, context.clock);
  const newest = await newestCatalog(database);
  if (!newest) throw new CommandError('The database holds no catalog, and none could be loaded.');
  return newest;
}

function assertNewer(catalog: ShippedCatalog, { sequence, version }: CatalogLayerRow): void {
  if (catalog.sequence > sequence) return;
  throw new CommandError(
    `The database holds catalog ${sequence} (${version}) already; this is catalog ${catalog.sequence}. Take a newer one.`,
  );
}

function assertAccepted(diff: CatalogDiff, accepted: boolean): void {
  const moves = suspiciousMoves(diff);
  if (accepted || moves.length === 0) return;
  const lines = moves.slice(0, faultsInError).map(describeMove);
  throw new CommandError(
    [`${moves.length} prices move by more than ten times; --accept takes them:`, ...lines].join('\n  '),
  );
}

/** Says what a catalog file would change. Changes nothing. */
export async function catalogDiff(
  context: CommandContext,
  file: string,
  options: { json?: true },
): Promise<void> {
  const catalog = guarded(file);
  const diff = await onExistingDatabase(context.config(), async (database) => {
    const newest = await present(database, context);
    return compareCatalog(database, newest, catalog);
  });
  context.print(options.json ? json(diff) : describeDiff(diff));
}

/**
 * Takes a newer catalog file: it becomes the newest layer, and every organization moves to it.
 * Servers that run need no restart.
 */
export async function catalogImport(
  context: CommandContext,
  file: string,
  options: { accept?: true; json?: true },
): Promise<void> {
  const catalog = guarded(file);
  const { clock } = context;
  const done = await onExistingDatabase(context.config(), async (database) => {
    const newest = await present(database, context);
    assertNewer(catalog, newest);
    const diff = await compareCatalog(database, newest, catalog);
    assertAccepted(diff, options.accept === true);
    const { newest: layer } = await loadCatalog(catalog, { database, clock, shippedProviderRow });
    const organizations = await moveOrganizations(database, layer.id);
    return { version: layer.version, models: layer.model_count, organizations, diff };
  });
  if (options.json) return context.print(json(done));
  context.print(describeDiff(done.diff));
  context.print(
    `Catalog ${done.version} with ${done.models} models is served now; ${done.organizations} organizations were moved to it.`,
  );
}
