import type { Terminal } from './terminal.js';

/** Counts up on one line of a terminal; says nothing where nobody watches. */
export interface Progress {
  step(): void;
  done(): void;
}

/** @param total how many steps there will be */
export function progressOf(terminal: Terminal, what: string, total: number): Progress {
  if (!terminal.isWatched || total < 2) return { step: () => {}, done: () => {} };
  let count = 0;
  return {
    step: () => terminal.err(`\r${what} ${++count} of ${total}`),
    done: () => terminal.err('\r\u001b[K'),
  };
}
