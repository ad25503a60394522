import { CommanderError } from 'commander';
import { type ExitCode, exitCodes } from './commands/outcome.js';
import { programOf } from './program.js';
import { messageOf } from './terminal/failure.js';
import type { Terminal } from './terminal/terminal.js';
import { visibleLines } from './terminal/visible.js';

/**
 * Runs one command. Whatever goes wrong is one message on standard error, with `--json` as `{"error": {"message"}}`.
 * @param args without the program's own name
 */
export async function run(args: string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  try {
    const program = programOf(terminal, (result) => {
      code = result;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // The parser has said already what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.failed;
    terminal.err(failureText(messageOf(error), args.includes('--json')));
    return exitCodes.failed;
  }
}

function failureText(message: string, json: boolean): string {
  return `${visibleLines(json ? JSON.stringify({ error: { message } }) : message)}\n`;
}
