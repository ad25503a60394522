import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import { transact } from '../db/transaction.js';
import { type Layers, layersOf } from './layers.js';

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

async function ensureOrganization(tx: Knex, id: string, catalog: string, now: string): Promise<void> {
  await tx('organization').insert({ id, catalog, created_at: now }).onConflict('id').ignore();
}

/** Raises the revision and writes the change row: the last statements of the transaction. */
async function recordChange(
  tx: Knex,
  actor: Actor,
  change: Change,
  counts: { own: number; hidden: number },
  now: string,
): Promise<number> {
  const [row] = await tx('organization')
    .where('id', actor.organization)
    .increment('revision', 1)
    .increment('own_count', counts.own)
    .increment('hidden_count', counts.hidden)
    .returning(['revision']);
  const revision = Number(row?.revision);
  await tx('change').insert({
    organization: actor.organization,
    revision,
    at: now,
    principal: actor.principal,
    ...change,
  });
  return revision;
}

/**
 * Makes the one way to write: `work` answers what it did, and a change becomes durable together with its row in the
 * change log and the organization's next revision, or not at all.
 * @param committed is told of the organization before whoever wrote is answered
 */
export function createCommit(
  database: Database,
  clock: () => Date,
  committed: (organization: string) => void = () => {},
): Commit {
  const run: Commit = (actor, work) =>
    transact(database, async (tx) => {
      // Checks read before they write: bases, limits, names that are free. Nobody else of the organization writes meanwhile.
      await database.dialect.takeTurn(tx, `organization ${actor.organization}`);
      const layers = await layersOf(tx, actor.organization);
      const { value, change, counts = { own: 0, hidden: 0 } } = await work(tx, layers);
      if (change === null) return { value, revision: layers.revision };
      const now = clock().toISOString();
      // Its row came with its first revision.
      if (layers.revision === 0) await ensureOrganization(tx, actor.organization, layers.shipped, now);
      return { value, revision: await recordChange(tx, actor, change, counts, now) };
    });
  // Also where it failed: a commit whose answer was lost may have happened.
  return (actor, work) => run(actor, work).finally(() => committed(actor.organization));
}
