import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A first start loads the catalog.
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
  },
});
