import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import { createGathering } from './gathering.js';
import type { Layers } from './layers.js';
import type { Mark, Touched } from './lease.js';
import { createTogether } from './together.js';

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
  /** Whether the change is of what one model's name answers, and of nothing that another name does. */
  isAlone?: boolean;
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

/** A unit of work. It may be run more than once, so it does nothing that a rollback does not undo. */
export type Work<T> = (tx: Knex.Transaction, layers: Layers) => Promise<Outcome<T>>;

/**
 * Runs one unit of work of an organization in a transaction, with its change row and the new revision.
 * @param models names of those that it will look at first, so that they are read together with those of others
 */
export type Commit = <T>(actor: Actor, work: Work<T>, models?: readonly string[]) => Promise<Committed<T>>;

/** Reads at once what units of work look at first. @returns how to forget it all */
export type ReadAhead = (
  tx: Knex.Transaction,
  layers: Layers,
  models: ReadonlySet<string>,
) => Promise<() => void>;

const readNothing: ReadAhead = async () => () => {};

/** What a transaction has done that was committed. */
export interface Done {
  /** What the organization is left with. */
  layers: Layers;
  /** What its changes have touched; null where there are none. */
  touched: Touched | null;
  /** The watch's mark from before the commit was sent, and from when nobody else could write for the organization. */
  since: Mark;
  /** The organization's revision before. */
  from: number;
  /** The transaction, where the engine notes in rows which one has changed them. */
  changedIn: string | null;
}

/** Those who keep what was read of the database. */
export interface CommitWatch {
  mark(): Mark;
  /** A transaction has changed something; null where nobody knows what, or whether it has. */
  committed(organization: string, done: Done | null): void;
}

const unwatched: CommitWatch = { mark: () => 0, committed: () => {} };

/**
 * Makes the one way to write: `work` answers what it did, and a change becomes durable together with its row in the
 * change log and the organization's next revision, or not at all. That is the revision of the layers and one, so that
 * the work can stamp what it writes with it. Those who write for one organization at the same moment share a
 * transaction; each is answered when that is durable, and none fails because another does.
 * @param watch told of every transaction before whoever wrote is answered
 */
export function createCommit(
  database: Database,
  clock: () => Date,
  watch: CommitWatch = unwatched,
  readAhead: ReadAhead = readNothing,
): Commit {
  const gather = createGathering(createTogether({ database, clock, watch, readAhead }));
  return async <T>({ organization, principal }: Actor, work: Work<T>, models: readonly string[] = []) => {
    const last: { outcome?: Outcome<T> } = {};
    const run = async (tx: Knex.Transaction, layers: Layers) => {
      last.outcome = await work(tx, layers);
      return last.outcome;
    };
    const revision = await gather(organization, { principal, run, models });
    if (last.outcome === undefined) throw new Error('A unit of work was committed without being run.');
    return { value: last.outcome.value, revision };
  };
}
