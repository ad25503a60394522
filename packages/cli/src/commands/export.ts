import { inOrder } from '../file/models-file.js';
import { modelsFileText } from '../file/write.js';
import { fileOf, readState } from '../registry/state.js';
import { type ConnectionOptions, connect } from '../terminal/connection.js';
import type { Terminal } from '../terminal/terminal.js';
import { type ExitCode, exitCodes, print } from './outcome.js';

/** Prints the organization's own models and providers as a file that apply takes. */
export async function runExport(
  options: ConnectionOptions & { json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const file = fileOf(await readState(connect(options, terminal), terminal));
  print(terminal, options, inOrder(file), modelsFileText(file));
  return exitCodes.done;
}
