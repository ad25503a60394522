import { errors } from '../errors.js';
import type { Layers } from '../revisions/layers.js';
import { doneWith, type Position } from './position.js';
import type { ChangeStore, WideChanges } from './store.js';
import { lastWhere, type Moment, stepsBetween, type Timeline } from './timeline.js';

/** What one page of changes is read with: all of it of the moment at which it was opened, or later. */
export interface Reading extends WideChanges {
  store: ChangeStore;
  layers: Layers;
  position: Position;
  timeline: Timeline;
}

export const momentOf = ({ revision, catalogOrdinal }: Layers): Moment => ({
  own: revision - catalogOrdinal,
  ordinal: catalogOrdinal,
});

/** The moment of a revision; null where the changes since are no longer kept. */
async function momentAt(store: ChangeStore, revision: number, now: Moment): Promise<Moment | null> {
  const own = await store.lastChange(revision, now);
  if (own !== undefined) return { own, ordinal: revision - own };
  const oldest = await store.oldestChange();
  const nothingBefore = oldest === undefined ? now.own === 0 : oldest === 1;
  return nothingBefore ? { own: 0, ordinal: revision } : null;
}

async function timelineFrom(store: ChangeStore, revision: number, now: Moment): Promise<Timeline> {
  const from = await momentAt(store, revision, now);
  if (from === null || (await store.unstampedSince(from.own))) throw errors.snapshotNeeded('old');
  const readOlder = async (own: number, ordinal: number) =>
    ((await store.catalogAt(own)) ?? ordinal) < ordinal;
  const steps = await stepsBetween(from, now, (ordinal) =>
    lastWhere(from.own, now.own, (own) => readOlder(own, ordinal)),
  );
  return { from, now, steps };
}

/** @throws snapshot_needed where the changes behind the position are no longer kept */
export async function openReading(store: ChangeStore, layers: Layers, position: Position): Promise<Reading> {
  const timeline = await timelineFrom(store, doneWith(position), momentOf(layers));
  return { store, layers, position, timeline, ...(await store.wideSince(timeline.from.own)) };
}

/**
 * Changes that were trimmed while a page was read may be missing from it.
 * @throws snapshot_needed
 */
export async function assertKept({ store, timeline: { from, now } }: Reading): Promise<void> {
  if (now.own === 0) return;
  if (!(await store.isKept(Math.max(1, from.own)))) throw errors.snapshotNeeded('old');
}
