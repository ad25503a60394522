import { CommanderError } from 'commander';
import { KeyCommandError } from '../auth/keys/operator-keys.js';
import { ConfigError } from '../config.js';
import { CopyError } from '../copy/failure.js';
import { reasonOf, StartFailure } from '../startup/failure.js';
import { type CommandContext, CommandError } from './command.js';
import { createProgram } from './program.js';

/** Exit statuses: done; could not be done; not a command as it was written. */
const done = 0;
const failed = 1;
const misused = 2;

const expected = [CommandError, CopyError, KeyCommandError, ConfigError, StartFailure];

function failureText(error: unknown): string {
  if (expected.some((kind) => error instanceof kind) && error instanceof Error) return error.message;
  return `This could not be done: ${reasonOf(error)}.`;
}

/**
 * Runs one operator command.
 * @param words what was typed after the program's name
 * @returns the exit status
 */
export async function runCommand(words: readonly string[], context: CommandContext): Promise<number> {
  const output = {
    writeOut: (text: string) => context.print(text.trimEnd()),
    writeErr: (text: string) => context.note(text.trimEnd()),
  };
  try {
    await createProgram(context, output).parseAsync([...words], { from: 'user' });
    return done;
  } catch (error) {
    // Commander has said what is wrong by itself; help that was asked for is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? done : misused;
    context.note(failureText(error));
    return failed;
  }
}
