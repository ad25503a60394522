// Work at fixed moments, whether what was begun before has ended or not.
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Begins `work(index)` `rate` times a second.
 * @returns when all have ended
 */
export async function paced({ rate, seconds }, work) {
  const began = performance.now();
  const under = [];
  for (let index = 0; index < rate * seconds; index++) {
    const wait = began + (index * 1_000) / rate - performance.now();
    if (wait > 0) await delay(wait);
    under.push(work(index));
  }
  await Promise.all(under);
}

/** Waits until something holds. @throws Error when it does not in time, in milliseconds */
export async function until(holds, patience, what) {
  for (const deadline = performance.now() + patience; ; await delay(10)) {
    if (await holds()) return;
    if (performance.now() >= deadline) throw new Error(`${what}: not within ${patience} ms`);
  }
}
