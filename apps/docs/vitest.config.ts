import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'src/testing/built-site.ts',
    // A guide starts a registry, installs the client and compiles programs.
    testTimeout: 180_000,
    hookTimeout: 90_000,
    // A page in a browser takes its time where two processors do everything.
    expect: { poll: { timeout: 20_000, interval: 100 } },
    maxWorkers: 2,
  },
});
