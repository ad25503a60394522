import type { ChangeWatch } from '../../src/revisions/watch.js';

/** A watch of one database that tells of every change, whosever it is. */
export function watchOf() {
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const rise of [...waiting]) rise();
  };
  const watch: ChangeWatch & { changed(): void } = {
    changed,
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
    changed,
    waiting: () => waiting.size,
  };
}
