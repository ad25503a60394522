import { setTimeout as delay } from 'node:timers/promises';
import { errors } from '../errors.js';
import type { Layers } from './layers.js';

/** Pauses between two reads, in milliseconds: each twice the one before. A write is usually seen after the first few. */
const firstPause = 10;
const longestPause = 160;

/**
 * Waits until an organization has reached a revision, so that a read is never older than the write it follows.
 * @param patience milliseconds
 * @throws revision_not_reached
 */
export async function reached(
  read: () => Promise<Layers>,
  first: Layers,
  wanted: number,
  patience = 2_000,
): Promise<Layers> {
  const deadline = performance.now() + patience;
  let layers = first;
  for (let pause = firstPause; layers.revision < wanted; pause = Math.min(2 * pause, longestPause)) {
    const left = deadline - performance.now();
    if (left <= 0) throw errors.revisionNotReached(wanted);
    await delay(Math.min(pause, Math.ceil(left)));
    layers = await read();
  }
  return layers;
}
