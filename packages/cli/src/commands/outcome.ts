import type { Terminal } from '../terminal/terminal.js';
import { visibleLines } from '../terminal/visible.js';

/** What a pipeline branches on: 0 nothing differs or all is done, 1 it failed, 2 something would change. */
export const exitCodes = { done: 0, failed: 1, differs: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Prints a result for programs with `--json`, else for people. Both show what a terminal would obey as its escape. */
export function print(terminal: Terminal, options: { json?: boolean }, result: unknown, text: string): void {
  const printed = options.json ? JSON.stringify(result, null, 2) : text.trimEnd();
  terminal.out(`${visibleLines(printed)}\n`);
}
