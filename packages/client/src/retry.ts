/** How often and how patiently to try again. */
export interface RetryPolicy {
  /** Tries after the first one. */
  retries: number;
  /** Milliseconds: the upper bound of the first wait; it doubles with each try. */
  retryDelayMs: number;
  /** Milliseconds: no wait is longer. If the server asks for more, there is no other try. */
  maxRetryDelayMs: number;
}

/** What matters of a try that failed. `status` is null when no answer came; `retryAfter` is in seconds. */
export interface FailedTry {
  status: number | null;
  retryAfter: number | null;
}

const WORTH_ANOTHER_TRY: ReadonlySet<number | null> = new Set([429, 502, 503, 504, null]);

/**
 * Milliseconds to wait before the next try, or null if there is to be none. Backs off exponentially with full jitter,
 * so that clients which failed together do not come back together; never sooner than `Retry-After` says.
 */
export function delayBeforeRetry(
  failed: FailedTry,
  attempt: number,
  policy: RetryPolicy,
  random: () => number = Math.random,
): number | null {
  if (attempt > policy.retries || !WORTH_ANOTHER_TRY.has(failed.status)) return null;
  const asked = (failed.retryAfter ?? 0) * 1000;
  if (asked > policy.maxRetryDelayMs) return null;
  const backoff = random() * Math.min(policy.maxRetryDelayMs, policy.retryDelayMs * 2 ** (attempt - 1));
  return Math.min(policy.maxRetryDelayMs, asked + backoff);
}

/** Waits; rejects with the signal's reason as soon as it aborts. `started` is handed the timer. */
export function pause(
  ms: number,
  signal: AbortSignal | undefined,
  started: (timer: unknown) => void = () => {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    started(timer);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
