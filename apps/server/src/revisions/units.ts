import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import type { Dialect } from '../db/dialect.js';
import { rowOf } from '../db/rows-of.js';
import { transact } from '../db/transaction.js';
import { type Writes, watchWrites } from '../db/written.js';
import { RegistryError } from '../errors.js';
import type { Change, CommitWatch, Done, ReadAhead, Work } from './commit.js';
import type { Fate } from './gathering.js';
import { type Layers, layersOf, lockedLayers, newestLayer } from './layers.js';
import { catalogTurn } from './turns.js';

/** What somebody wants done for an organization. */
export interface Unit {
  principal: string;
  run: Work<unknown>;
  /** Names of models that it will look at first. */
  models: readonly string[];
}

/** How far a transaction has come, which says what its failure means for the units. */
export interface Progress {
  /** Which unit is being run, by its place; null when none is. */
  at: number | null;
  /** What the commit will have done that is on its way: nobody knows yet what becomes of it. */
  committing: Done | null;
}

/** What units of work are run with. */
export interface UnitContext {
  database: Database;
  clock: () => Date;
  watch: CommitWatch;
  readAhead: ReadAhead;
}

/** The organization has moved to a newer catalog while a unit of work read the one before. */
export class CatalogMoved extends Error {}

interface LoggedChange extends Change {
  revision: number;
  at: string;
  principal: string;
  catalog: number;
}

/** What the units of one transaction have done so far. */
interface Tally {
  /** What the next unit finds. */
  layers: Layers;
  changes: LoggedChange[];
  /** Whether each change is of one name alone. */
  areAlone: boolean;
  counts: { own: number; hidden: number };
}

/**
 * Gives an organization its row at its first write. Nobody loads a catalog between here and the end of the transaction:
 * the row would point behind it without being moved.
 * @throws CatalogMoved
 */
async function foundOrganization(
  tx: Knex.Transaction,
  { dialect }: Database,
  { organization, shipped }: Layers,
  now: string,
): Promise<void> {
  await dialect.takeTurn(tx, catalogTurn);
  if ((await newestLayer(tx)) !== shipped) throw new CatalogMoved();
  const row = { id: organization, catalog: shipped, created_at: now };
  await tx('organization').insert(row).onConflict('id').ignore();
}

const raising = ({ ownColumns }: Dialect) => `update organization
  set revision = revision + ?, own_count = own_count + ?, hidden_count = hidden_count + ?
  where id = ? returning ${['revision', 'catalog', ...ownColumns].join(', ')}`;

interface RaisedRow {
  revision: number | string;
  catalog: string;
  changed_in?: string;
}

/**
 * Raises the organization's counts by what was done.
 * @returns the transaction, where the engine notes it
 * @throws CatalogMoved where the revision would not be the one that the work has stamped what it wrote with
 */
async function raise(tx: Knex, dialect: Dialect, { layers, changes, counts }: Tally): Promise<string | null> {
  const row = await rowOf<RaisedRow>(tx, raising(dialect), [
    changes.length,
    counts.own,
    counts.hidden,
    layers.organization,
  ]);
  const revision = Number(row?.revision) + layers.catalogOrdinal;
  if (row?.catalog !== layers.shipped || revision !== layers.revision) throw new CatalogMoved();
  return row.changed_in ?? null;
}

/**
 * Writes what units do not write themselves: the change log and the organization's counts.
 * @returns the transaction, where the engine notes it
 */
async function record(tx: Knex.Transaction, database: Database, tally: Tally): Promise<string | null> {
  const { layers, changes } = tally;
  const [first] = changes;
  if (first === undefined) return null;
  if (first.revision === 1) await foundOrganization(tx, database, layers, first.at);
  const rows = changes.map((change) => ({ organization: layers.organization, ...change }));
  const [changedIn] = await Promise.all([raise(tx, database.dialect, tally), tx('change').insert(rows)]);
  return changedIn;
}

/** What the next unit finds where one has changed something. */
async function layersAfter(tx: Knex, layers: Layers, kind: Change['kind'], own: number): Promise<Layers> {
  const next = { ...layers, revision: layers.revision + 1, ownCount: layers.ownCount + own };
  if (kind !== 'organization') return next;
  const { catalogVisibility } = await layersOf(tx, layers.organization);
  return { ...next, catalogVisibility };
}

/** @returns the revision of what the unit did or, where it did nothing, of what it has seen */
async function runUnit(
  tx: Knex.Transaction,
  tally: Tally,
  { principal, run: work }: Unit,
  clock: () => Date,
): Promise<number> {
  const { change, isAlone = false, counts = { own: 0, hidden: 0 } } = await work(tx, tally.layers);
  if (change === null) return tally.layers.revision;
  const { catalogOrdinal: catalog } = tally.layers;
  const revision = tally.layers.revision - catalog + 1;
  tally.changes.push({ ...change, revision, at: clock().toISOString(), principal, catalog });
  tally.areAlone &&= isAlone;
  tally.counts.own += counts.own;
  tally.counts.hidden += counts.hidden;
  tally.layers = await layersAfter(tx, tally.layers, change.kind, counts.own);
  return tally.layers.revision;
}

/**
 * What becomes of a unit that failed.
 * @throws what it failed of, where that ends the transaction; what a statement before it failed of, which is nobody's to blame on
 */
async function fateOf(
  error: unknown,
  hasWritten: boolean,
  writes: Writes,
  progress: Progress,
): Promise<Fate<number>> {
  if (error instanceof RegistryError && !hasWritten) return { error };
  const { at } = progress;
  progress.at = null;
  await writes.answered();
  progress.at = at;
  throw error;
}

/** What those who keep something have to forget. */
function touchedBy({ changes, areAlone }: Tally): Done['touched'] {
  if (changes.length === 0) return null;
  if (areAlone) return new Set(changes.map(({ name }) => name));
  return changes.some(({ kind }) => kind === 'key') ? 'anything' : 'all but keys';
}

/** All units that `next` has to give now. */
function unitsFrom(next: (place: number) => Unit | null): Unit[] {
  const units: Unit[] = [];
  for (let unit = next(0); unit !== null; unit = next(units.length)) units.push(unit);
  return units;
}

/**
 * Runs units of an organization one after another in one transaction, so that each finds what those before it did. One
 * that is refused before it has written anything leaves no trace; any other failure ends the transaction.
 * @param next answers the unit of a place, null behind the last one; places may be asked for again
 * @returns the revision or the refusal of each
 * @throws CatalogMoved, and what the engine or a unit threw
 */
export function runUnits(
  { database, clock, watch, readAhead }: UnitContext,
  organization: string,
  next: (place: number) => Unit | null,
  progress: Progress,
): Promise<Fate<number>[]> {
  return transact(database, async (tx) => {
    Object.assign(progress, { at: null, committing: null } satisfies Progress);
    const writes = watchWrites(tx);
    const layers = await lockedLayers(tx, database.dialect, organization);
    const units = unitsFrom(next);
    const forget = await readAhead(tx, layers, new Set(units.flatMap(({ models }) => models)));
    const tally: Tally = { layers, changes: [], areAlone: true, counts: { own: 0, hidden: 0 } };
    const fates: Fate<number>[] = [];
    for (const unit of units) {
      progress.at = fates.length;
      const before = writes.count();
      try {
        fates.push({ value: await runUnit(tx, tally, unit, clock) });
      } catch (error) {
        fates.push(await fateOf(error, writes.count() > before, writes, progress));
      }
      // What models show and where they are looked for is not noticed by those who write models.
      const { kind } = tally.changes.at(-1) ?? { kind: 'model' };
      if (kind !== 'model') forget();
    }
    progress.at = null;
    const [, changedIn] = await Promise.all([writes.answered(), record(tx, database, tally)]);
    progress.committing = {
      layers: tally.layers,
      touched: touchedBy(tally),
      since: watch.mark(),
      from: layers.revision,
      changedIn,
    };
    return fates;
  });
}
