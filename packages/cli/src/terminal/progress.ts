import type { Terminal } from './terminal.js';

/** Counts up: on one line of a terminal, or with a line now and then where standard error is kept. */
export interface Progress {
  step(): void;
  done(): void;
}

/** Steps from one line to the next where nobody watches: a log of a pipeline shows that it is alive, and stays short. */
const stepsPerLine = 500;

/** @param total how many steps there will be */
export function progressOf(terminal: Terminal, what: string, total: number): Progress {
  if (total < 2) return { step: () => {}, done: () => {} };
  return terminal.isWatched ? oneLine(terminal, what, total) : nowAndThen(terminal, what, total);
}

function oneLine(terminal: Terminal, what: string, total: number): Progress {
  let count = 0;
  return {
    step: () => terminal.err(`\r${what} ${++count} of ${total}`),
    done: () => terminal.err('\r\u001b[K'),
  };
}

function nowAndThen(terminal: Terminal, what: string, total: number): Progress {
  let count = 0;
  const step = () => {
    count += 1;
    if (count % stepsPerLine === 0 && count < total) terminal.err(`${what} ${count} of ${total}\n`);
  };
  return { step, done: () => {} };
}
