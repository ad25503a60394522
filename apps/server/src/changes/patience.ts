/** How long one reader waits: until its time is up, it goes away, or the server stops. */
export interface Patience {
  readonly signal: AbortSignal;
  /** Gives its place back. */
  end(): void;
}

/** Those who wait on this server, so that all can be let go when it stops. */
export function createPatience() {
  const waiting = new Set<AbortController>();
  let stopped = false;

  return {
    /**
     * @param seconds 0 waits for nothing
     * @param gone aborts when the reader goes away
     */
    begin(seconds: number, gone: AbortSignal): Patience {
      const controller = new AbortController();
      const { signal } = controller;
      if (stopped || gone.aborted || seconds === 0) controller.abort();
      if (signal.aborted) return { signal, end: () => {} };
      const over = () => controller.abort();
      const timer = setTimeout(over, seconds * 1_000);
      gone.addEventListener('abort', over, { once: true });
      waiting.add(controller);
      return {
        signal,
        end() {
          clearTimeout(timer);
          gone.removeEventListener('abort', over);
          waiting.delete(controller);
          over();
        },
      };
    },

    /** Lets all go who wait; nobody waits from now on. */
    stop(): void {
      stopped = true;
      for (const controller of waiting) controller.abort();
    },

    /** How many wait. */
    count: () => waiting.size,
  };
}
