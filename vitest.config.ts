import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A hang is a failure; the property tests with their thousands of runs are the slowest and set this.
    testTimeout: 120_000,
  },
});
