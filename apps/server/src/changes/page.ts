import type { Model } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import { errors } from '../errors.js';
import type { Layers } from '../revisions/layers.js';
import { candidatesOf, lastChangesAmong, ownCountsOf } from './candidates.js';
import { inBatches } from './ordered.js';
import type { Candidate, Position } from './position.js';
import { assertKept, type Reading } from './reading.js';
import type { Deed } from './store.js';
import { ownAt, revisionOf } from './timeline.js';

/** A name whose answer changed, what changed it, and what it answers now. */
export interface ModelChange extends Candidate, Deed {
  /** Null where the name answers 404. */
  model: JsonText<Model> | null;
}

/** The next changes behind a position. */
export interface Page {
  /** Of the organization when the page was read; where there is nothing more, nothing up to it is missing. */
  revision: number;
  changes: ModelChange[];
  end: Position;
  hasMore: boolean;
}

/** What the names of an organization answer; those that mean nothing are absent. */
export type Answers = (layers: Layers, names: readonly string[]) => Promise<Map<string, JsonText<Model>>>;

/** The catalog that a page was read with has been removed meanwhile, because a newer one and one more have come. */
export class CatalogGone extends Error {}

/** The fewest candidates that are looked at at once: of many that were changed again since, few are left. */
const smallestBatch = 100;

/** How many batches one page looks at: most may be names that were changed again since. */
const mostBatches = 50;

interface Found {
  candidates: Candidate[];
  /** How far was looked; null where there is nothing behind. */
  end: Position | null;
}

async function nextChanges(reading: Reading, size: number): Promise<Found> {
  const batchSize = Math.max(size, smallestBatch);
  const batches = inBatches(candidatesOf(reading, batchSize + 1), batchSize);
  const found: Candidate[] = [];
  let looked = 0;
  let end: Position | null = null;
  for await (const batch of batches) {
    // Only now is it known that there is something behind a page that is full.
    if (end !== null) return { candidates: found, end };
    const last = await lastChangesAmong(reading, batch);
    const taken = last.slice(0, size - found.length);
    found.push(...taken);
    if (taken.length < last.length) return { candidates: found, end: taken.at(-1) ?? null };
    looked += 1;
    if (found.length === size || looked === mostBatches) end = batch.at(-1) ?? null;
  }
  return { candidates: found, end: null };
}

async function described(
  { store, layers, timeline }: Reading,
  candidates: readonly Candidate[],
  counts: readonly number[],
  answers: Answers,
): Promise<ModelChange[]> {
  const names = candidates.map(({ name }) => name);
  const models = await answers(layers, names);
  const deeds = await store.deeds(counts);
  const at = await store.catalogLoadedAt();
  if (at === undefined) throw new CatalogGone();
  const upgrade = { operation: 'moveToCatalog', at, principal: 'server' };
  const deedAt = (revision: number): Deed | undefined => {
    const own = ownAt(timeline, revision);
    return own === null ? upgrade : deeds.get(own);
  };
  return candidates.map(({ revision, name }) => {
    const deed = deedAt(revision);
    // It was trimmed while this page was read.
    if (!deed) throw errors.snapshotNeeded('old');
    return { revision, name, ...deed, model: models.get(name) ?? null };
  });
}

/**
 * Reads the next changes. Whatever is written meanwhile is in them or in those behind them: each statement sees at least what
 * the reading was opened with, and what has changed since has a revision behind it.
 * @throws snapshot_needed where changes were trimmed meanwhile
 * @throws CatalogGone
 */
export async function readPage(reading: Reading, size: number, answers: Answers): Promise<Page> {
  const { candidates, end } = await nextChanges(reading, size);
  const counts = ownCountsOf(reading, candidates);
  const changes = await described(reading, candidates, counts, answers);
  await assertKept(reading);
  const revision = revisionOf(reading.timeline.now);
  return { revision, changes, end: end ?? { revision, name: null }, hasMore: end !== null };
}
