import { setTimeout as delay } from 'node:timers/promises';
import { errors } from '../errors.js';
import type { Layers } from './layers.js';

const poll = 20;

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
  let layers = first;
  for (const deadline = performance.now() + patience; layers.revision < wanted; layers = await read()) {
    if (performance.now() >= deadline) throw errors.revisionNotReached(wanted);
    await delay(poll);
  }
  return layers;
}
