// A longer delay makes setTimeout fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What ended the work before it was done: the time was up. */
export class TimeUp extends Error {
  override readonly name = 'TimeUp';
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
  }
}

/**
 * Does the work with a signal that aborts when the caller's does, or after `timeoutMs`; each call of `progress` starts that
 * time anew. Rejects at that moment, with the caller's reason or with {@link TimeUp}, whether or not the work heeds its signal.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal, progress: () => void) => Promise<T>,
): Promise<T> {
  caller?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort(caller?.reason);
  const arm = () =>
    timeoutMs > LONGEST_TIMER_MS
      ? undefined
      : setTimeout(() => controller.abort(new TimeUp(timeoutMs)), timeoutMs);
  let timer = arm();
  const progress = () => {
    if (signal.aborted) return;
    clearTimeout(timer);
    timer = arm();
  };
  caller?.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(signal, progress), aborted(signal)]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', stop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
