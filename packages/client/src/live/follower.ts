import { RegistryProblem } from '../problem.js';
import { backoff, isLasting } from './backoff.js';
import { type ModelsCopy, OutdatedAnswer } from './copy.js';
import type { Feed, FeedCall } from './feed.js';
import type { LiveChange } from './model-index.js';
import type { Surroundings } from './surroundings.js';

/** What a follower tells of. */
export interface Followed {
  /** An answer was taken: what it changed, and whether nothing is known to be missing now. */
  updated(changes: LiveChange[], facts: { answeredAt: number; isCurrent: boolean }): void;
  /** A snapshot took the place of all that was known. */
  reloaded(changes: LiveChange[], facts: { previousRevision: number }): void;
  /** A request came to nothing; another follows. */
  failed(error: unknown): void;
}

/** What a follower needs. */
export interface FollowerParts {
  copy: ModelsCopy;
  feed: Feed;
  /** Seconds that the registry may hold an answer while nothing changes. */
  waitSeconds: number;
  surroundings: Surroundings;
  followed: Followed;
  signal: AbortSignal;
  /** Whether the copy was current a moment ago, so that the first request may wait. */
  isCurrent: boolean;
}

// Whoever does not hold an answer as asked (a server that shuts down, a proxy) is not asked in a tight loop.
const QUICK_MS = 500;
// Each of them took the server's own two seconds.
const REFUSALS_BELIEVED = 2;

/** Keeps a copy current: one request after the other, for as long as its signal lets it. */
export class Follower {
  readonly #parts: FollowerParts;
  #isCurrent: boolean;
  #needsSnapshot = false;
  #failures = 0;
  #refusals = 0;
  #timesGone = 0;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#isCurrent = parts.isCurrent;
  }

  /** Ends when the signal aborts; never rejects. */
  async run(): Promise<void> {
    const { signal, surroundings } = this.#parts;
    while (!signal.aborted) {
      const waitMs = await this.#step().catch((error: unknown) => this.#failed(error));
      if (waitMs > 0) await surroundings.pause(waitMs, signal).catch(() => {});
    }
  }

  /** One request; answers the milliseconds to wait before the next. */
  async #step(): Promise<number> {
    return this.#needsSnapshot ? this.#reload() : this.#followOn();
  }

  async #followOn(): Promise<number> {
    const { copy, feed, surroundings, followed, waitSeconds } = this.#parts;
    const began = surroundings.now();
    // After an interruption the first answer is wanted at once: it tells how things are.
    const wait = this.#isCurrent ? waitSeconds : 0;
    const { page, answeredAt } = await feed.changes(copy.cursor, wait, this.#call());
    const changes = copy.apply(page);
    const mayBeIdle = page.changes.length === 0 && (wait > 0 || page.has_more);
    this.#failures = 0;
    this.#refusals = 0;
    this.#timesGone = 0;
    this.#isCurrent = !page.has_more;
    followed.updated(changes, { answeredAt, isCurrent: this.#isCurrent });
    const isQuick = surroundings.now() - began < QUICK_MS;
    return mayBeIdle && isQuick ? (QUICK_MS * (1 + surroundings.random())) / 2 : 0;
  }

  async #reload(): Promise<number> {
    const { copy, feed, followed } = this.#parts;
    const call = this.#call();
    const snapshot = await feed.snapshot(copy.keep, call);
    // Only a server that has said twice that it does not reach what is known may be of another, shorter history.
    if (snapshot.revision < (call.minRevision ?? 0))
      throw new OutdatedAnswer(snapshot.revision, copy.revision);
    const previousRevision = copy.revision;
    const changes = copy.replace(snapshot);
    this.#needsSnapshot = false;
    followed.reloaded(changes, { previousRevision });
    return 0;
  }

  #call(): FeedCall {
    const { copy, signal } = this.#parts;
    return { minRevision: this.#refusals < REFUSALS_BELIEVED ? copy.revision : undefined, signal };
  }

  #failed(error: unknown): number {
    const { signal, followed, surroundings } = this.#parts;
    if (signal.aborted) return 0;
    this.#failures += 1;
    this.#isCurrent = false;
    this.#refusals = isRefusal(error) ? this.#refusals + 1 : this.#refusals;
    followed.failed(error);
    if (!isGone(error)) return backoff(this.#failures, error, surroundings.random);
    this.#needsSnapshot = true;
    this.#timesGone += 1;
    // The first time a snapshot is the cure; where it is not, there is no hurry.
    return this.#timesGone === 1 ? 0 : backoff(this.#failures, error, surroundings.random);
  }
}

/** Whether the changes since the cursor are not to be had. */
export function isGone(error: unknown): boolean {
  return error instanceof RegistryProblem && error.status === 410;
}

/** Whether the registry said no to who asks, or does not know the question. */
export function isRefused(error: unknown): boolean {
  return error instanceof RegistryProblem && isLasting(error);
}

function isRefusal(error: unknown): boolean {
  return error instanceof RegistryProblem && error.code === 'revision_not_reached';
}
