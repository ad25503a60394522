import { trimChanges } from '../changes/trim.js';
import type { Database } from '../db/connect.js';
import type { Logger } from '../observe/logs.js';

const day = 24 * 60 * 60 * 1_000;

export interface TrimmingDeps {
  database: Database;
  clock: () => Date;
  /** How many days changes are kept. */
  days: number;
  log: Logger;
}

/**
 * Removes changes that are older than they are kept, now and once a day.
 * @returns a function that ends it, which resolves when none is under way any more
 */
export function startTrimming({ database, clock, days, log }: TrimmingDeps): () => Promise<void> {
  async function trim(): Promise<void> {
    try {
      const removed = await trimChanges(database, new Date(clock().getTime() - days * day).toISOString());
      if (removed > 0) log.info({ changes: removed }, 'removed changes older than CHANGES_RETENTION_DAYS');
    } catch (err) {
      log.error({ err }, 'changes could not be trimmed; the next time is in a day');
    }
  }

  let running = trim();
  const timer = setInterval(() => {
    running = running.then(trim);
  }, day);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
