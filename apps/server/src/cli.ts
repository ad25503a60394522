import { runCommand } from './cli/run.js';
import { readConfig } from './config.js';

process.exitCode = await runCommand(process.argv.slice(2), {
  config: readConfig,
  print: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  clock: () => new Date(),
});
