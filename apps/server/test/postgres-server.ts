/**
 * A PostgreSQL server of the tests' own as a process, for tests of other packages and for trying things out. Prints the
 * URL of an empty database, and serves until it is told to end or its parent goes. Status 3: there is no PostgreSQL here,
 * which is all that `--check` is about.
 */
import { postgresPrograms, serverAccount } from './support/postgres/binaries.js';
import { startPostgres } from './support/postgres/server.js';

if (process.argv.includes('--check')) process.exit(postgresPrograms(serverAccount()) === undefined ? 3 : 0);

const parent = process.ppid;
const server = await startPostgres();
if (server === undefined) process.exit(3);

function end(): void {
  server?.remove();
  process.exit();
}

process.on('SIGTERM', end).on('SIGINT', end);
setInterval(() => {
  if (process.ppid !== parent) end();
}, 1_000);
process.stdout.write(`${server.url('postgres')}\n`);
