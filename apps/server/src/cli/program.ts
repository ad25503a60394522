import { Command, Option, type OutputConfiguration } from 'commander';
import { backUp } from './backup.js';
import { catalogInfo } from './catalog.js';
import { catalogDiff, catalogImport } from './catalog-file.js';
import { type CommandContext, onDatabase, placeOf } from './command.js';
import { copy } from './copy.js';
import { renew } from './history.js';
import { createKey, listKeys, revokeKey } from './keys.js';
import { setOrganization, showOrganization } from './organization.js';
import { rotate } from './secrets.js';

const asJson = ['--json', 'print JSON'] as const;

function addKeys(program: Command, context: CommandContext): void {
  const keys = program.command('keys').description('API keys of every organization');
  keys
    .command('create')
    .description('make a key and show it, once')
    .requiredOption('--organization <organization>', 'whose key it is')
    .requiredOption('--name <name>', 'what the key is for')
    .requiredOption('--role <role>', 'viewer, editor or admin')
    .option('--expires <when>', '90d, 12h, 30m, or a date and time such as 2027-01-31T00:00:00Z')
    .option(...asJson)
    .action((options) => createKey(context, options));
  keys
    .command('list')
    .description('list keys, without their secrets')
    .option('--organization <organization>', 'of one organization only')
    .option(...asJson)
    .action((options) => listKeys(context, options));
  keys
    .command('revoke <id>')
    .description('revoke a key, by the part between its underscores')
    .option(...asJson)
    .action((id, options) => revokeKey(context, id, options));
}

function addOrganization(program: Command, context: CommandContext): void {
  const organization = program.command('organization').description('settings of one organization');
  const visibility = new Option('--catalog-visibility <which>', 'which shipped models answer to their names');
  organization
    .command('show')
    .description('show its settings')
    .requiredOption('--organization <organization>', 'which one')
    .option(...asJson)
    .action((options) => showOrganization(context, options));
  organization
    .command('set')
    .description('change its settings, without a restart: servers answer by them at once')
    .requiredOption('--organization <organization>', 'which one')
    .addOption(visibility.choices(['listed', 'base_only']).makeOptionMandatory())
    .option(...asJson)
    .action((options) => setOrganization(context, options));
}

function addCatalog(program: Command, context: CommandContext): void {
  const catalog = program.command('catalog').description('the catalog of shipped models');
  catalog
    .command('info')
    .description('say which catalogs there are')
    .option(...asJson)
    .action((options) => catalogInfo(context, options));
  catalog
    .command('diff <file>')
    .description('say what a newer catalog would change, and change nothing')
    .option(...asJson)
    .action((file, options) => catalogDiff(context, file, options));
  catalog
    .command('import <file>')
    .description('take a newer catalog, without a restart: servers answer from it at once')
    .option('--accept', 'accept prices that move by more than ten times')
    .option(...asJson)
    .action((file, options) => catalogImport(context, file, options));
}

async function migrateNow(context: CommandContext): Promise<void> {
  const config = context.config();
  await onDatabase(config, async () => context.print(`The schema of ${placeOf(config)} is up to date.`));
}

function addRest(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description('bring the schema of the database up to date')
    .action(() => migrateNow(context));
  program
    .command('secrets')
    .description('stored credentials of providers')
    .command('rotate')
    .description('encrypt them all anew under the first of ENCRYPTION_KEYS')
    .option(...asJson)
    .action((options) => rotate(context, options));
  program
    .command('history')
    .description('what tells this database from one that it was copied from')
    .command('renew')
    .description('after a restore with tools of the database: live clients start again from a snapshot')
    .action(() => renew(context));
  program
    .command('backup <file>')
    .description('copy the database file into a new one while servers use it')
    .option(...asJson)
    .action((file, options) => backUp(context, file, options));
  program
    .command('copy')
    .description('copy everything into an empty database, of either engine, while servers use the source')
    .requiredOption('--from <url>', 'sqlite:<path> or postgres://…')
    .requiredOption('--to <url>', 'the same; the password may be in PGPASSWORD')
    .action((options) => copy(context, options));
}

/**
 * Makes the operator's commands. They work on the database directly, with the server's own configuration, so they also
 * work when nobody has a key yet.
 * @throws CommanderError in place of ending the process
 */
export function createProgram(context: CommandContext, output: OutputConfiguration = {}): Command {
  const program = new Command('registry')
    .description('Operator commands of LLM Registry, on the database of DATABASE_URL (environment or .env)')
    .configureOutput(output)
    .exitOverride()
    .showHelpAfterError('(add --help for what a command takes)');
  addKeys(program, context);
  addOrganization(program, context);
  addCatalog(program, context);
  addRest(program, context);
  return program;
}
