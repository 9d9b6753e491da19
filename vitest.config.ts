import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/lanes.ts', 'test/support/cloudformation/synthesis.ts'],
    // The SDK's word on Node 20 concerns those who call AWS; nothing here does.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // A hang is a failure; the property tests with their thousands of runs are the slowest and set this.
    testTimeout: 120_000,
  },
});
