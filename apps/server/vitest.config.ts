import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres/for-a-run.ts'],
    // Thousands of statements to a server in some tests; a machine that does other things too takes its time for them.
    testTimeout: 30_000,
  },
});
