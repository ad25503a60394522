/** What the tool has of the outside: where it writes, what is configured, and whether somebody is watching. */
export interface Terminal {
  /** Results, for people or for the next program of a pipe. */
  out(text: string): void;
  /** Remarks, progress and errors. */
  err(text: string): void;
  env: NodeJS.ProcessEnv;
  /** Standard error is a terminal, so progress makes sense. */
  isWatched: boolean;
  /**
   * Lets something end in order when somebody presses Ctrl-C or stops the pipeline; a second time ends it at once.
   * @returns what takes `stop` back
   */
  whenInterrupted(stop: () => void): () => void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

function whenInterrupted(stop: () => void): () => void {
  const takeBack = () => {
    for (const signal of signals) process.off(signal, once);
  };
  const once = () => {
    takeBack();
    stop();
  };
  for (const signal of signals) process.on(signal, once);
  return takeBack;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  isWatched: process.stderr.isTTY === true,
  whenInterrupted,
};
