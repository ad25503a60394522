import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may go on before others have their turn, in milliseconds. */
const turn = { least: 3, most: 10 };

/**
 * Lets work that takes long share the event loop with everything else: as long as others took when they had it, within
 * bounds, so that neither waits for ever for the other.
 * @returns what to await before the first of many small pieces of work, and between two
 */
export function createPace(): () => Promise<void> {
  let began = performance.now();
  // What came before took its time already.
  let mine = 0;
  return async () => {
    const paused = performance.now();
    if (paused - began < mine) return;
    await nextTurn();
    began = performance.now();
    mine = Math.min(turn.most, Math.max(turn.least, began - paused));
  };
}
