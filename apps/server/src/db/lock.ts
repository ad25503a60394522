import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait for another process to give a lock back, in milliseconds. */
const lockWait = 5_000;
const lockPoll = 10;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

/**
 * Runs something that needs a lock, again while another process holds that. Waits outside the engine, whose own wait
 * would block the event loop, and which does not wait at all where it changes the journal mode.
 * @throws what the last try threw
 */
export async function whenUnlocked<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  for (const deadline = performance.now() + lockWait; ; await delay(lockPoll)) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
  }
}
