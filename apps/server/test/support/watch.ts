import type { ChangeWatch } from '../../src/revisions/watch.js';

/** A watch that tells of what a test says has changed. */
export function watchOf() {
  const waiting = new Set<() => void>();
  const watch: ChangeWatch = {
    next: (_organization, signal) =>
      new Promise((resolve) => {
        const rise = () => {
          waiting.delete(rise);
          signal.removeEventListener('abort', rise);
          resolve();
        };
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', rise, { once: true });
        waiting.add(rise);
      }),
  };
  return {
    watch,
    changed() {
      for (const rise of [...waiting]) rise();
    },
    waiting: () => waiting.size,
  };
}
