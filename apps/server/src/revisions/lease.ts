import type { ForeignCommits } from '../db/foreign-commits.js';
import { createMarks, type Extent, type Mark, type Touched } from './marks.js';
import type { ChangeWatch } from './watch.js';

export type { Extent, Mark, Touched } from './marks.js';

/** Says how long what a server has read may be answered again without asking the database. */
export interface Lease extends ChangeWatch {
  /** Ask before you read what you want to keep. */
  mark(): Mark;
  /** Whether what was read of an organization at a mark is still true. */
  holds(organization: string, mark: Mark, extent?: Extent): boolean;
  /**
   * This server has committed a change, or knows of one. Call it before the change is acknowledged.
   * @param touched anything unless said otherwise
   */
  changed(organization: string, touched?: Touched): void;
  /** Stops looking; nothing holds any more. */
  close(): void;
}

export interface LeaseSettings {
  /** Milliseconds for which an answer of the database about changes is good, from when it was asked. */
  term?: number;
  /** Milliseconds between two questions. */
  interval?: number;
  /** Milliseconds after the last use until nobody is asking any more, so that an idle server asks nothing. */
  idle?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** Those who wait for a change, by organization. */
function createWaiting() {
  const waiting = new Map<string, Set<() => void>>();

  function wake(organization: string): void {
    const sleepers = waiting.get(organization);
    waiting.delete(organization);
    for (const rise of sleepers ?? []) rise();
  }

  return {
    any: (): boolean => waiting.size > 0,
    wake,
    wakeAll(): void {
      for (const organization of [...waiting.keys()]) wake(organization);
    },
    next(organization: string, signal: AbortSignal): Promise<void> {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleepers = waiting.get(organization) ?? new Set();
        waiting.set(organization, sleepers);
        const rise = () => {
          signal.removeEventListener('abort', rise);
          sleepers.delete(rise);
          if (sleepers.size === 0 && waiting.get(organization) === sleepers) waiting.delete(organization);
          resolve();
        };
        signal.addEventListener('abort', rise, { once: true });
        sleepers.add(rise);
      });
    },
  };
}

/**
 * Makes the lease of a server. Its own commits count at once. Commits of others are looked for: where that costs next to
 * nothing, whenever somebody asks; else at an interval, and an answer is good for the term from when its question was
 * SENT. A connection that dies silently so ends the lease by itself: what no question confirms is not trusted.
 */
export function createLease(foreign: ForeignCommits, settings: LeaseSettings = {}): Lease {
  const { term = 200, interval = 100, idle = 2_000, now = () => performance.now() } = settings;
  const marks = createMarks();
  const waiting = createWaiting();
  let goodUntil = Number.NEGATIVE_INFINITY;
  let lastUse = Number.NEGATIVE_INFINITY;
  let asking = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function changed(organization: string, touched: Touched = 'anything'): void {
    marks.changed(organization, touched);
    waiting.wake(organization);
  }

  function changedAll(): void {
    marks.changedAll();
    waiting.wakeAll();
  }

  /** Whether commits of others can have been missed since the last look. */
  function look(): boolean {
    if (foreign.kind === 'polled') return now() < goodUntil;
    if (foreign.happened()) changedAll();
    return true;
  }

  async function ask(): Promise<void> {
    if (foreign.kind === 'checked') return void look();
    const sentAt = now();
    const { organizations, everything } = await foreign.poll();
    if (everything) changedAll();
    for (const organization of organizations) changed(organization);
    goodUntil = sentAt + term;
  }

  async function askOn(): Promise<void> {
    // Whoever cannot be asked confirms nothing: the lease ends by itself.
    await ask().catch(() => undefined);
    if (closed || !(waiting.any() || now() - lastUse < idle)) {
      asking = false;
      return;
    }
    timer = setTimeout(askOn, interval);
    timer.unref();
  }

  function use(): void {
    lastUse = now();
    if (asking || closed) return;
    asking = true;
    void askOn();
  }

  return {
    mark: marks.mark,
    holds(organization, mark, extent = 'all') {
      if (foreign.kind === 'polled') use();
      return !closed && look() && marks.unchanged(organization, mark, extent);
    },
    changed,
    next(organization, signal) {
      const changes = waiting.next(organization, signal);
      use();
      return changes;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      waiting.wakeAll();
    },
  };
}
