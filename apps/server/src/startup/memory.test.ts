import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../observe/logs.js';
import { releaseMemory, releaseWhenQuiet } from './memory.js';

it('garbage is gone once memory was released', async () => {
  const made = (() => new WeakRef({ large: 'x'.repeat(1_000) }))();
  await turn();
  await releaseMemory();
  expect(made.deref()).toBeUndefined();
});

describe('memory is released when the server is quiet', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A server that is as busy as told in one second after the other, and at which of them it released memory. */
  async function watched(shares: readonly number[], { endedAfter = Number.POSITIVE_INFINITY } = {}) {
    const log = await createLogger({ level: 'silent', format: 'json' });
    const released: number[] = [];
    let second = -1;
    const end = releaseWhenQuiet(log, {
      interval: 1_000,
      busyShare: () => shares[second] ?? 0,
      release: async () => void released.push(second),
    });
    for (second = 0; second < shares.length; second++) {
      if (second === endedAfter) end();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    return released;
  }

  it('not as long as it is busy, and once', async () => {
    expect(await watched([0.9, 0.4, 0.01, 0, 0.9, 0])).toEqual([2]);
  });

  it('and not when it has been stopped before', async () => {
    expect(await watched([0.9, 0, 0], { endedAfter: 1 })).toEqual([]);
  });

  it('and it goes on when there is nothing that could release it', async () => {
    const log = await createLogger({ level: 'silent', format: 'json' });
    const said = vi.spyOn(log, 'debug');
    const missing = new Error('No such built-in module: node:inspector');
    releaseWhenQuiet(log, { interval: 1_000, busyShare: () => 0, release: () => Promise.reject(missing) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said).toHaveBeenCalledWith({ err: missing }, 'memory could not be given back');
  });
});
