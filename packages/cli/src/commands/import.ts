import { inOrder, modelsFileOf } from '../file/models-file.js';
import { modelsFileText } from '../file/write.js';
import { withBases } from '../imports/bases.js';
import type { Importer } from '../imports/imported.js';
import { readForeign } from '../imports/read-foreign.js';
import { connect, connectIfNamed } from '../terminal/connection.js';
import type { Terminal } from '../terminal/terminal.js';
import { type ApplyOptions, applyFile } from './apply.js';
import { describeUnmapped } from './describe-unmapped.js';
import { type ExitCode, exitCodes, print } from './outcome.js';

type ImportOptions = ApplyOptions & { apply?: boolean; verbose?: boolean };

/** Turns a foreign file into a file of models, or applies it at once, and says what could not be mapped. */
export async function runImport(
  importer: Importer,
  path: string,
  options: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const imported = await readForeign(importer, path);
  const applies = options.apply === true || options.dryRun === true;
  const registry = applies ? connect(options, terminal) : connectIfNamed(options, terminal);
  const { models, unmapped } = await withBases(imported.models, registry);
  const file = modelsFileOf({ providers: imported.providers, models }, path);
  const left = [...imported.unmapped, ...unmapped];
  if (!options.json) terminal.err(describeUnmapped(file, left, options));
  if (applies && registry) return applyFile(file, registry, options, terminal, { unmapped: left });
  print(terminal, options, { ...inOrder(file), unmapped: left }, modelsFileText(file));
  return exitCodes.done;
}
