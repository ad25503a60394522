import type { Fate, Together } from './gathering.js';
import { CatalogMoved, type Progress, runUnits, type Unit, type UnitContext } from './units.js';

/** How often units of work are begun anew because the catalog has moved. Catalogs are weeks apart. */
const mostAttempts = 5;

async function again<T>(attempt: () => Promise<T>, attempts = mostAttempts): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof CatalogMoved) || attempts === 1) throw error;
    return again(attempt, attempts - 1);
  }
}

/**
 * Makes the way in which units of work of an organization share a transaction, and with it the wait for the disk. Where
 * that fails because of one of them, or for want of room, each gets one of its own: none is taken along by another.
 */
export function createTogether(context: UnitContext): Together<Unit, number> {
  const { database, watch } = context;
  const { dialect } = database;

  async function alone(organization: string, unit: Unit): Promise<Fate<number>> {
    const [fate] = await settle(organization, [unit], () => null);
    return fate ?? { error: new Error('A unit of work came to nothing.') };
  }

  /** Each in a transaction of its own; when the database is gone, that is the answer to all that are left. */
  async function apart(organization: string, units: readonly Unit[]): Promise<Fate<number>[]> {
    const fates: Fate<number>[] = [];
    let gone: Fate<number> | null = null;
    for (const unit of units) {
      const fate: Fate<number> = gone ?? (await alone(organization, unit));
      if ('error' in fate && dialect.isUnavailable(fate.error)) gone = fate;
      fates.push(fate);
    }
    return fates;
  }

  /** What becomes of units whose transaction failed. */
  async function afterFailure(
    organization: string,
    taken: readonly Unit[],
    { at, committing }: Progress,
    error: unknown,
  ): Promise<Fate<number>[]> {
    const isFull = dialect.isStorageFull(error);
    // Of a commit without an answer nobody knows whether it happened; one that found no room did not.
    const isUndone = committing === null || isFull;
    const isGone = at === null && !isFull && dialect.isUnavailable(error);
    if (taken.length === 1 || !isUndone || isGone) return taken.map(() => ({ error }));
    if (at === null) return apart(organization, taken);
    const before = await apart(organization, taken.slice(0, at));
    return [...before, { error }, ...(await apart(organization, taken.slice(at + 1)))];
  }

  /** @param taken gets what `more` answers */
  async function settle(
    organization: string,
    taken: Unit[],
    more: () => Unit | null,
  ): Promise<Fate<number>[]> {
    const progress: Progress = { at: null, committing: null };
    function next(place: number): Unit | null {
      const unit = taken[place] ?? more();
      if (unit !== null && place === taken.length) taken.push(unit);
      return unit;
    }
    try {
      const fates = await again(() => runUnits(context, organization, next, progress));
      if (progress.committing?.touched) watch.committed(organization, progress.committing);
      return fates;
    } catch (error) {
      // A commit whose answer was lost may have happened.
      watch.committed(organization, null);
      return afterFailure(organization, taken, progress, error);
    }
  }

  return (organization, next) => {
    const first = next();
    return first === null ? Promise.resolve([]) : settle(organization, [first], next);
  };
}
