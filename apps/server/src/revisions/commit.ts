import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import type { Dialect } from '../db/dialect.js';
import { transact } from '../db/transaction.js';
import { type Layers, layersOf, newestLayer } from './layers.js';
import { catalogTurn, organizationTurn } from './turns.js';

/** One row of the change log. `stored` is the answer's shape afterwards as JSON text, null where there is none any more. */
export interface Change {
  operation: string;
  kind: 'model' | 'provider' | 'key' | 'catalog' | 'organization';
  name: string;
  stored: string | null;
}

/** What a unit of work did: its result and the change it made, null where nothing changed. */
export interface Outcome<T> {
  value: T;
  change: Change | null;
  /** By how much the organization's counts of own models, and of shipped models they hide, move. */
  counts?: { own: number; hidden: number };
}

export interface Actor {
  organization: string;
  /** Who did it, for the change log: `key:<id>`, `jwt:<subject>` or `operator`. */
  principal: string;
}

export interface Committed<T> {
  value: T;
  /** The organization's revision: the one this change made, or the present one where nothing changed. */
  revision: number;
}

/** Runs one unit of work of an organization in one transaction, with its change row and the new revision. */
export type Commit = <T>(
  actor: Actor,
  work: (tx: Knex.Transaction, layers: Layers) => Promise<Outcome<T>>,
) => Promise<Committed<T>>;

/** The organization has moved to a newer catalog while a unit of work read the one before. */
class CatalogMoved extends Error {}

/** How often a unit of work is begun anew because of that. Catalogs are weeks apart. */
const mostAttempts = 5;

/**
 * Gives an organization its row at its first write. Nobody loads a catalog between here and the end of the transaction:
 * the row would point behind it without being moved.
 * @throws CatalogMoved
 */
async function foundOrganization(
  tx: Knex.Transaction,
  { takeTurn }: Dialect,
  layers: Layers,
  now: string,
): Promise<void> {
  await takeTurn(tx, catalogTurn);
  if ((await newestLayer(tx)) !== layers.shipped) throw new CatalogMoved();
  const row = { id: layers.organization, catalog: layers.shipped, created_at: now };
  await tx('organization').insert(row).onConflict('id').ignore();
}

/**
 * Raises the organization's count of changes: the row is locked from here to the end of the transaction.
 * @returns the count
 * @throws CatalogMoved where the revision would not be the one that the work has stamped what it wrote with
 */
async function raise(tx: Knex, layers: Layers, counts: { own: number; hidden: number }): Promise<number> {
  const [row] = await tx('organization')
    .where('id', layers.organization)
    .increment('revision', 1)
    .increment('own_count', counts.own)
    .increment('hidden_count', counts.hidden)
    .returning(['revision', 'catalog']);
  const count = Number(row?.revision);
  const stamped = layers.revision + 1;
  if (row?.catalog !== layers.shipped || count + layers.catalogOrdinal !== stamped) throw new CatalogMoved();
  return count;
}

async function again<T>(attempt: () => Promise<T>, attempts = mostAttempts): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof CatalogMoved) || attempts === 1) throw error;
    return again(attempt, attempts - 1);
  }
}

/**
 * Makes the one way to write: `work` answers what it did, and a change becomes durable together with its row in the
 * change log and the organization's next revision, or not at all. That is the revision of the layers and one, so that
 * the work can stamp what it writes with it.
 * @param changed told of the organization before whoever wrote is answered
 */
export function createCommit(
  database: Database,
  clock: () => Date,
  changed: (organization: string) => void = () => {},
): Commit {
  const attempt: Commit = ({ organization, principal }, work) =>
    transact(database, async (tx) => {
      // Checks read before they write: bases, limits, names that are free. Nobody else of the organization writes meanwhile.
      await database.dialect.takeTurn(tx, organizationTurn(organization));
      const layers = await layersOf(tx, organization);
      const { value, change, counts = { own: 0, hidden: 0 } } = await work(tx, layers);
      if (change === null) return { value, revision: layers.revision };
      const at = clock().toISOString();
      if (layers.revision === layers.catalogOrdinal)
        await foundOrganization(tx, database.dialect, layers, at);
      const revision = await raise(tx, layers, counts);
      await tx('change').insert({
        organization,
        revision,
        at,
        principal,
        ...change,
        catalog: layers.catalogOrdinal,
      });
      return { value, revision: layers.revision + 1 };
    });
  // Also where it failed: a commit whose answer was lost may have happened.
  return (actor, work) => again(() => attempt(actor, work)).finally(() => changed(actor.organization));
}
