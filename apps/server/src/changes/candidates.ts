import { inStretches, mergeOrdered, withoutTwins } from './ordered.js';
import { behindIn, type Candidate, compareCandidates } from './position.js';
import type { Reading } from './reading.js';
import { ownAt, revisionOf, stepTo } from './timeline.js';

type Candidates = AsyncGenerator<Candidate, void, undefined>;

/** Rows of a layer in which a change is looked for. */
interface Where {
  layer: string;
  which: { provider_id?: string; revision?: number };
}

/** One change that is seen in many models, which no stamp tells of. */
interface WideChange {
  revision: number;
  where: Where[];
}

async function* ownCandidates({ store, position, timeline }: Reading, size: number): Candidates {
  const until = revisionOf(timeline.now);
  yield* inStretches(
    position,
    size,
    (from, most) => store.ownBehind(from, until, most),
    (candidate) => candidate,
  );
}

async function* deletedCandidates({ store, position, timeline }: Reading, size: number): Candidates {
  const { from, now } = timeline;
  const deletions = inStretches(
    from.own,
    size,
    (own, most) => store.deletionsBehind(own, now.own, most),
    ({ own }) => own,
  );
  for await (const { revision, name } of deletions) {
    const behind = behindIn(revision, position);
    if (behind !== null && compareCandidates({ revision, name: behind }, { revision, name }) < 0) {
      yield { revision, name };
    }
  }
}

async function* namesOf({ store }: Reading, { layer, which }: Where, from: string, size: number) {
  yield* inStretches(
    from,
    size,
    (after, most) => store.namesBehind(layer, which, after, most),
    (name) => name,
  );
}

async function* wideCandidates(
  reading: Reading,
  { revision, where }: WideChange,
  from: string,
  size: number,
): Candidates {
  const candidates = where.map(async function* (one): Candidates {
    for await (const name of namesOf(reading, one, from, size)) yield { revision, name };
  });
  yield* mergeOrdered(candidates, compareCandidates);
}

/** Writes of providers, newer catalogs and the settings: what an organization shows of the catalog changes with them. */
function wideChanges({ layers, timeline, providers, settings }: Reading): WideChange[] {
  const { own, shipped, catalogVisibility } = layers;
  const listed = catalogVisibility === 'listed' ? [shipped] : [];
  const ofProviders = [...providers].map(([id, revision]) => ({
    revision,
    where: [own, ...listed].map((layer) => ({ layer, which: { provider_id: id } })),
  }));
  const ofCatalogs = timeline.steps.map(({ ordinal, revision }) => ({
    revision,
    where: listed.map((layer) => ({ layer, which: { revision: ordinal } })),
  }));
  const ofSettings =
    settings === null ? [] : [{ revision: settings, where: [{ layer: shipped, which: {} }] }];
  return [...ofProviders, ...ofCatalogs, ...ofSettings].sort((one, other) => one.revision - other.revision);
}

async function* widelyChanged(reading: Reading, size: number): Candidates {
  const until = revisionOf(reading.timeline.now);
  for (const change of wideChanges(reading)) {
    const behind = behindIn(change.revision, reading.position);
    if (behind !== null && change.revision <= until) yield* wideCandidates(reading, change, behind, size);
  }
}

/**
 * Names whose answer a change behind the position may have changed, in order, each with every such revision. Read as they
 * are taken.
 * @param size how many are read at once
 */
export function candidatesOf(reading: Reading, size: number): Candidates {
  const streams = [ownCandidates, deletedCandidates, widelyChanged].map((read) => read(reading, size));
  return withoutTwins(mergeOrdered(streams, compareCandidates), compareCandidates);
}

/** Leaves those that no later change has changed again: each name is left once, at its last revision. */
export async function lastChangesAmong(
  reading: Reading,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const { store, layers, timeline, providers, settings } = reading;
  const names = [...new Set(candidates.map(({ name }) => name))];
  const stamps = await store.stamps(names, timeline.from.own);
  const shownBy = (provider: string | null) => providers.get(provider ?? '') ?? 0;

  function lastChange(name: string): number {
    const own = stamps.own.get(name);
    if (own) return Math.max(own.revision, shownBy(own.provider));
    const deleted = stamps.deleted.get(name) ?? 0;
    const shipped = stamps.shipped.get(name);
    if (!shipped) return deleted;
    const hidden = Math.max(deleted, settings ?? 0);
    if (layers.catalogVisibility === 'base_only') return hidden;
    return Math.max(hidden, stepTo(timeline, shipped.revision) ?? 0, shownBy(shipped.provider));
  }

  return candidates.filter(({ name, revision }) => lastChange(name) === revision);
}

/** Own counts at which candidates were changed by the organization itself. */
export function ownCountsOf({ timeline }: Reading, candidates: readonly Candidate[]): number[] {
  const counts = candidates.flatMap(({ revision }) => ownAt(timeline, revision) ?? []);
  return [...new Set(counts)];
}
