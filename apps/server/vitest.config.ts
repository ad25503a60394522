import { configDefaults, defineConfig } from 'vitest/config';
import { postgresPrograms, serverAccount } from './test/support/postgres/binaries.js';

const hasPrograms = postgresPrograms(serverAccount()) !== undefined;
const hasPostgres = hasPrograms || process.env['TEST_POSTGRES_URL'] !== undefined;

/** What is about PostgreSQL alone; `test/engines.test.ts` is skipped in the place of all that is left out. */
const leftOut = [
  ...(hasPostgres ? [] : ['**/postgres.test.ts']),
  // Stops the server and starts it, so that it has to be one of our own.
  ...(hasPrograms ? [] : ['**/faults/postgres-*.test.ts']),
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres/for-a-run.ts', 'test/support/migrated-file.ts'],
    exclude: [...configDefaults.exclude, ...leftOut],
    // Thousands of statements to a server in some tests; a machine that does other things too takes its time for them.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The longest of all packages, much of whose time is waiting: for connections that fail, restarts and time-outs.
    maxWorkers: 2,
  },
});
