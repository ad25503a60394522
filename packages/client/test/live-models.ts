import { onTestFinished } from 'vitest';
import { requestBuilders } from '../src/contract.js';
import type { LiveModels, LiveOptions } from '../src/live/live-models.js';
import { openLive } from '../src/live/open-live.js';
import { realSurroundings, type Surroundings } from '../src/live/surroundings.js';

/** Time that passes at once, and says how much was waited for. */
export class QuickTime implements Surroundings {
  readonly pauses: number[] = [];
  wall = Date.parse('2026-11-23T10:00:00.000Z');
  passed = 0;
  /** What `random()` answers. */
  chance = 0.5;

  readonly now = () => this.passed;
  readonly wallNow = () => this.wall + this.passed;
  readonly random = () => this.chance;
  /** Which waits are not over until their signal says so. */
  isEndless: (ms: number) => boolean = () => false;
  readonly pause = async (ms: number, signal: AbortSignal) => {
    this.pauses.push(ms);
    if (this.isEndless(ms)) return realSurroundings.pause(2 ** 31 - 1, signal);
    this.passed += ms;
    await realSurroundings.pause(0, signal);
  };
}

/** A live copy as `createClient(…).live(…)` opens it, in time of its own. It is closed when the test is over. */
export async function openCopy(
  baseUrl: string,
  options: LiveOptions = {},
  surroundings: Surroundings = new QuickTime(),
  retries = 0,
): Promise<LiveModels> {
  const settings = {
    baseUrl,
    fetch: globalThis.fetch,
    timeoutMs: 30_000,
    retries,
    retryDelayMs: 1,
    maxRetryDelayMs: 10,
  };
  const builders = requestBuilders(async () => 'token');
  const models = await openLive({ settings, builders }, options, surroundings);
  onTestFinished(() => models.close());
  return models;
}
