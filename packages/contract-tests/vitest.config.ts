import { defineConfig } from 'vitest/config';

// Tests of a deployment share its one organization, so they run one file after the other there.
const external = process.env['CONTRACT_BASE_URL'] !== undefined;

export default defineConfig({
  test: {
    globalSetup: ['src/target/global-setup.ts'],
    maxWorkers: external ? 1 : 2,
    projects: [
      {
        test: {
          name: 'contract',
          include: ['src/**/*.test.ts'],
          exclude: ['src/coverage/**'],
          setupFiles: ['src/answers/after-each.ts'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // What was never seen can be said only after all others have run.
        test: { name: 'coverage', include: ['src/coverage/**/*.test.ts'], sequence: { groupOrder: 1 } },
      },
    ],
  },
});
