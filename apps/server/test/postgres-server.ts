/**
 * A place on a PostgreSQL server as a process, for tests of other packages and for trying things out: on the server of
 * TEST_POSTGRES_URL, else on one of its own. Prints the URL of an empty database, whose name others that are made there
 * have to begin with, and leaves nothing behind when it is told to end or its parent goes. Status 3: there is no PostgreSQL
 * here, which is all that `--check` is about.
 */
import { randomBytes } from 'node:crypto';
import { postgresPrograms, serverAccount } from './support/postgres/binaries.js';
import { dropAll, siblingUrl, statement } from './support/postgres/for-a-run.js';
import { startPostgres } from './support/postgres/server.js';

const { TEST_POSTGRES_URL: named } = process.env;

if (process.argv.includes('--check')) {
  const isThere = named !== undefined || postgresPrograms(serverAccount()) !== undefined;
  process.exit(isThere ? 0 : 3);
}

const parent = process.ppid;
const server = named === undefined ? await startPostgres() : undefined;
const adminUrl = named ?? server?.url('postgres');
if (adminUrl === undefined) process.exit(3);
const database = `llm_registry_test_${randomBytes(4).toString('hex')}`;
await statement(adminUrl, `create database ${database}`);

async function leave(url: string): Promise<void> {
  if (server) server.remove();
  else await dropAll(url, database);
}

let ending = false;
function end(url: string): void {
  if (ending) return;
  ending = true;
  leave(url).then(
    () => process.exit(),
    () => process.exit(1),
  );
}

process.on('SIGTERM', () => end(adminUrl)).on('SIGINT', () => end(adminUrl));
setInterval(() => {
  if (process.ppid !== parent) end(adminUrl);
}, 1_000);
process.stdout.write(`${siblingUrl(adminUrl, database)}\n`);
