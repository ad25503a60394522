import type { LiveOptions } from './live-models.js';

/** The options of a live copy with their defaults. */
export interface LiveSettings {
  store: LiveOptions['store'];
  onError: LiveOptions['onError'];
  saveIntervalMs: number;
  waitSeconds: number;
  timeoutMs: number;
}

/** Throws a RangeError for a number that makes no sense. */
export function liveSettings(options: LiveOptions): LiveSettings {
  const { store, onError, saveIntervalMs = 60_000, waitSeconds = 25, timeoutMs = 10_000 } = options;
  if (!Number.isInteger(waitSeconds) || waitSeconds < 1 || waitSeconds > 60)
    throw new RangeError(`waitSeconds is ${waitSeconds}; it must be a whole number from 1 to 60`);
  if (!(timeoutMs > 0)) throw new RangeError(`timeoutMs is ${timeoutMs}; it must be more than 0`);
  if (!(saveIntervalMs >= 0))
    throw new RangeError(`saveIntervalMs is ${saveIntervalMs}; it must be 0 or more`);
  return { store, onError, saveIntervalMs, waitSeconds, timeoutMs };
}
