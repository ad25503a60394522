/** An organization at a moment: how many changes it has made itself, and which catalog it reads. Its revision is the sum. */
export interface Moment {
  own: number;
  ordinal: number;
}

/** A revision that a newer catalog made. */
export interface Step {
  ordinal: number;
  revision: number;
}

/** An organization's revisions from a moment until now: each is a change of its own or a step to a newer catalog. */
export interface Timeline {
  from: Moment;
  now: Moment;
  /** Ascending. */
  steps: readonly Step[];
}

export const revisionOf = ({ own, ordinal }: Moment): number => own + ordinal;

/** The revision at which the catalog of an ordinal came; undefined where it was there from the beginning. */
export function stepTo(timeline: Timeline, ordinal: number): number | undefined {
  return timeline.steps.find((step) => step.ordinal === ordinal)?.revision;
}

/** The organization's own count that a revision of the timeline is; null where a newer catalog made it. */
export function ownAt({ from, steps }: Timeline, revision: number): number | null {
  if (steps.some((step) => step.revision === revision)) return null;
  const passed = steps.filter((step) => step.revision < revision).length;
  return revision - from.ordinal - passed;
}

/**
 * The steps between two moments: each catalog comes behind the last own change that read an older one.
 * @param lastBefore the own count of that change; that of `from` where there is none since
 */
export async function stepsBetween(
  from: Moment,
  now: Moment,
  lastBefore: (ordinal: number) => Promise<number>,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (let ordinal = from.ordinal + 1; ordinal <= now.ordinal; ordinal += 1) {
    steps.push({ ordinal, revision: (await lastBefore(ordinal)) + ordinal });
  }
  return steps;
}

/**
 * The greatest number of a range for which something holds that holds up to a number and not behind it.
 * @param low one for which it holds, or the one before the first
 */
export async function lastWhere(
  low: number,
  high: number,
  holds: (number: number) => Promise<boolean>,
): Promise<number> {
  // Mostly it is the end of the range.
  if (low === high || (await holds(high))) return high;
  let [least, most] = [low, high - 1];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (await holds(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}
