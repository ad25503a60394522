import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests of a deployment share its one organization, so they run one file after the other there.
const external = process.env['CONTRACT_BASE_URL'] !== undefined;

function hasPostgres(): boolean {
  const program = fileURLToPath(new URL('../../apps/server/test/postgres-server.ts', import.meta.url));
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  return spawnSync(process.execPath, ['--import', 'tsx', program, '--check'], { cwd }).status === 0;
}

function places(): string[] {
  if (external) return ['named'];
  if (hasPostgres()) return ['sqlite', 'postgres'];
  console.log('There is no PostgreSQL here: the contract is tried on SQLite only.');
  return ['sqlite'];
}

/** In all, on whatever engines there are; `npm run test:security` sends more. */
const fuzzRequests = Number(process.env['FUZZ_REQUESTS'] ?? 2_000);

/** All tests against servers in one place, and what was never seen of them, which can be said only afterwards. */
const projectsOf = (place: string, at: number, all: readonly string[]) => [
  {
    test: {
      name: `contract on ${place}`,
      include: ['src/**/*.test.ts'],
      exclude: ['src/coverage/**'],
      setupFiles: ['src/answers/after-each.ts'],
      // Files have nothing in common but the contract, parsed and compiled, which costs more than most of their tests.
      isolate: false,
      provide: { fuzzRequests: Math.ceil(fuzzRequests / all.length) },
      testTimeout: 20_000,
      hookTimeout: 20_000,
      sequence: { groupOrder: 2 * at },
    },
  },
  {
    test: {
      name: `coverage on ${place}`,
      include: ['src/coverage/**/*.test.ts'],
      sequence: { groupOrder: 2 * at + 1 },
    },
  },
];

export default defineConfig({
  test: {
    globalSetup: ['src/target/global-setup.ts'],
    maxWorkers: external ? 1 : 2,
    projects: places().flatMap(projectsOf),
  },
});
