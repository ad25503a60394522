import type { ServerResponse } from 'node:http';

const done = Symbol('done');

interface Watched extends ServerResponse {
  [done]?: () => void;
}

function tell(this: Watched): void {
  this[done]?.();
}

/**
 * Calls back once a response is out or its connection is gone. All who ask for one response share a listener: Node keeps
 * two of them in an array, which V8 comes to allocate among old objects, and there it holds the whole request until all
 * garbage is collected (a third of what a server under load computes, see docs/decisions/0096-one-listener-for-the-end.md).
 */
export function whenClosed(response: ServerResponse, callback: () => void): void {
  // The property is ours alone.
  const watched = response as Watched;
  const before = watched[done];
  if (before === undefined) watched.on('close', tell);
  watched[done] =
    before === undefined
      ? callback
      : () => {
          before();
          callback();
        };
}
