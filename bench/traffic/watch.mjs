// Watches a server from outside while it is under load: what it holds, and how late its event loop is.
import { setTimeout as delay } from 'node:timers/promises';
import { residentMegabytes } from '../processes.mjs';

const valueIn = (metrics, name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);

/** The lag of the event loop since the last time somebody asked, in milliseconds, and the heap in MB. */
export async function readMetrics({ address }) {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  const lag = (name) => valueIn(metrics, `nodejs_eventloop_lag_${name}_seconds`) * 1_000;
  return {
    lagP50: lag('p50'),
    lagP99: lag('p99'),
    lagMax: lag('max'),
    heap: valueIn(metrics, 'nodejs_heap_size_used_bytes') / 2 ** 20,
  };
}

/**
 * Reads the memory of a server now and then until it is told to end.
 * @param told given each sample: `at` in seconds, `memory` in MB
 * @returns a function that ends it
 */
export function watchMemory({ pid }, everySeconds, told) {
  const ending = new AbortController();
  const began = performance.now();
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await told({ at: (performance.now() - began) / 1_000, memory: residentMegabytes(pid) });
      await delay(everySeconds * 1_000, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  return async () => {
    ending.abort();
    await watching;
  };
}
