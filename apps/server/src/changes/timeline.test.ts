import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lastWhere,
  type Moment,
  ownAt,
  revisionOf,
  stepsBetween,
  stepTo,
  type Timeline,
} from './timeline.js';

/** What happens to an organization, one after the other: a change of its own, or newer catalogs that it gets at once. */
type Event = { own: true } | { own: false; catalogs: number };

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.constant({ own: true as const }),
  fc.record({ own: fc.constant(false as const), catalogs: fc.integer({ min: 1, max: 3 }) }),
);

/** The revisions that events make, each with the own count or the ordinal that it is. */
function historyOf(from: Moment, events: readonly Event[]) {
  const { ...now } = from;
  const catalogAt = new Map<number, number>();
  const revisions: ({ own: number } | { ordinal: number })[] = [];
  for (const one of events) {
    if (one.own) {
      now.own += 1;
      catalogAt.set(now.own, now.ordinal);
      revisions.push({ own: now.own });
    }
    for (let count = one.own ? 0 : one.catalogs; count > 0; count -= 1) {
      now.ordinal += 1;
      revisions.push({ ordinal: now.ordinal });
    }
  }
  return { now, catalogAt, revisions };
}

describe('a timeline', () => {
  it('says of each revision what made it, from the catalogs that own changes were made with', async () => {
    const moment = fc.record({ own: fc.nat(3), ordinal: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(moment, fc.array(event), async (from, events) => {
        const { now, catalogAt, revisions } = historyOf(from, events);
        const steps = await stepsBetween(from, now, (ordinal) =>
          lastWhere(from.own, now.own, async (own) => (catalogAt.get(own) ?? 0) < ordinal),
        );
        const timeline: Timeline = { from, now, steps };
        for (const [at, made] of revisions.entries()) {
          const revision = revisionOf(from) + at + 1;
          if ('own' in made) expect(ownAt(timeline, revision)).toBe(made.own);
          else expect([ownAt(timeline, revision), stepTo(timeline, made.ordinal)]).toEqual([null, revision]);
        }
        expect(stepTo(timeline, from.ordinal)).toBeUndefined();
      }),
    );
  });
});

describe('the last number for which something holds', () => {
  it('is found in few steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), fc.nat(1_000), async (last, more) => {
        let asked = 0;
        const found = await lastWhere(0, last + more, async (number) => {
          asked += 1;
          return number <= last;
        });
        expect(found).toBe(last);
        expect(asked).toBeLessThan(13);
      }),
    );
  });
});
