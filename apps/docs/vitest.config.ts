import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'src/testing/built-site.ts',
    // A guide starts a registry, installs the client and compiles programs.
    testTimeout: 180_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
  },
});
