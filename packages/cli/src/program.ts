import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { runApply, runDiff } from './commands/apply.js';
import { runCost } from './commands/cost.js';
import { runExport } from './commands/export.js';
import { runGet, runLookup } from './commands/get.js';
import { runImport } from './commands/import.js';
import type { ExitCode } from './commands/outcome.js';
import { importers } from './imports/importers.js';
import type { Terminal } from './terminal/terminal.js';
import { visibleLines } from './terminal/visible.js';

/** The command line. @param settle takes what a command came to */
export function programOf(terminal: Terminal, settle: (code: ExitCode) => void): Command {
  const program = new Command('llm-registry')
    .description('Models of an LLM Registry in Git: export, diff, apply, import, look up.')
    .option('--url <url>', 'the registry (default: LLM_REGISTRY_URL)')
    .option('--key <key>', 'an API key; better LLM_REGISTRY_KEY, as other users of a machine see arguments')
    .option('--json', 'print results and errors as JSON')
    .version(version, '--version', 'print the version')
    .addHelpText('after', afterHelp)
    .showHelpAfterError('(add --help for what there is)')
    .configureOutput({ writeOut: terminal.out, writeErr: (text) => terminal.err(visibleLines(text)) })
    .exitOverride();
  addModelsInGit(program, terminal, settle);
  addReads(program, terminal, settle);
  addCost(program, terminal, settle);
  addImports(program, terminal, settle);
  return program;
}

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

const afterHelp = `
Exit codes:
  0  done; for diff and --dry-run: nothing would change
  1  it failed; standard error says why, and what was and was not done
  2  diff and --dry-run: something would change

Environment:
  LLM_REGISTRY_URL  the registry, such as http://127.0.0.1:4080
  LLM_REGISTRY_KEY  an API key: viewer for get, lookup and cost, editor for the others

"llm-registry <command> --help" has the options of a command.`;

type Settle = (code: ExitCode) => void;

function addModelsInGit(program: Command, terminal: Terminal, settle: Settle): void {
  program
    .command('export')
    .description('print all own models and providers, sorted and without secrets')
    .action(async (_, command) => settle(await runExport(command.optsWithGlobals(), terminal)));
  program
    .command('diff <file>')
    .description('say what apply would do; exit code 2 where it would change something')
    .option('--prune', 'count what is not in the file as to be deleted')
    .action(async (file, _, command) => settle(await runDiff(file, command.optsWithGlobals(), terminal)));
  addApplyOptions(program.command('apply <file>'))
    .description('make the registry be as the file says; a second time sends nothing')
    .action(async (file, _, command) => settle(await runApply(file, command.optsWithGlobals(), terminal)));
}

function addApplyOptions(command: Command): Command {
  return command
    .option('--prune', 'delete own models and providers that are not in the file')
    .option('--dry-run', 'change nothing; exit code 2 where something would change')
    .option('--accept', 'take prices that move by more than ten times');
}

function addReads(program: Command, terminal: Terminal, settle: Settle): void {
  program
    .command('get <name>')
    .description('print the effective model of a name or alias')
    .action(async (name, _, command) => settle(await runGet(name, command.optsWithGlobals(), terminal)));
  program
    .command('lookup <names...>')
    .description('print what names mean; exit code 1 where one means nothing')
    .action(async (names, _, command) => settle(await runLookup(names, command.optsWithGlobals(), terminal)));
}

function addCost(program: Command, terminal: Terminal, settle: Settle): void {
  program
    .command('cost <name>')
    .description('print what a call costs; exit code 1 where a price that it needs is unknown')
    .option('--input <tokens>', 'all of the input, what was read from or written to the cache included')
    .option('--cached <tokens>', 'the part of the input that was read from the cache')
    .option('--cache-write <tokens>', 'the part of the input that was written to the cache')
    .option('--output <tokens>', 'all of the output')
    .action(async (name, _, command) => settle(await runCost(name, command.optsWithGlobals(), terminal)));
}

function addImports(program: Command, terminal: Terminal, settle: Settle): void {
  const imports = program
    .command('import')
    .description('turn a file of another tool into models, and say what could not be mapped');
  for (const [name, importer] of Object.entries(importers)) {
    addApplyOptions(imports.command(`${name} <file>`))
      .description(importer.description)
      .option('--apply', 'apply the models instead of printing them')
      .option('--verbose', 'name every entry that could not be mapped, however many')
      .action(async (file, _, command) =>
        settle(await runImport(importer, file, command.optsWithGlobals(), terminal)),
      );
  }
}
