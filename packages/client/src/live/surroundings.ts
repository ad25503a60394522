import { pause } from '../retry.js';

/** What the passing of time and chance come from, so that tests need neither. */
export interface Surroundings {
  /** Milliseconds by a clock that only goes forward. */
  now(): number;
  /** Milliseconds since 1970, by the clock on the wall. */
  wallNow(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Waits; rejects with the signal's reason as soon as it aborts. Does not keep a process alive. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const realSurroundings: Surroundings = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  random: () => Math.random(),
  pause: (ms, signal) => pause(ms, signal, letExit),
};

// In browsers a timer is a number, and nothing needs to exit.
function letExit(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref();
}
