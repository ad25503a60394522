import type { ServerResponse } from 'node:http';

/** Makes a signal that aborts when the client goes away, or at once where it has gone already, which is told only once. */
export function goneSignal(response: ServerResponse): AbortSignal {
  if (response.closed || response.destroyed) return AbortSignal.abort();
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
