/** What the tool has of the outside: where it writes, what is configured, and whether somebody is watching. */
export interface Terminal {
  /** Results, for people or for the next program of a pipe. */
  out(text: string): void;
  /** Remarks, progress and errors. */
  err(text: string): void;
  env: NodeJS.ProcessEnv;
  /** Standard error is a terminal, so progress makes sense. */
  isWatched: boolean;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  isWatched: process.stderr.isTTY === true,
};
