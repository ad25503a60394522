/**
 * A PostgreSQL server of the tests' own as a process, for tests of other packages and for trying things out. Prints the
 * URL of an empty database, and serves until its standard input ends. Exits with 3 where there is no PostgreSQL.
 */
import { startPostgres } from './support/postgres/server.js';

const server = await startPostgres();
if (server === undefined) process.exit(3);
process.stdout.write(`${server.url('postgres')}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.stdin.destroy());
process.stdin.on('close', () => {
  server.remove();
  process.exit();
});
process.stdin.resume();
