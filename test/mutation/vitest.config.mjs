import { defineConfig } from 'vitest/config';
import { currentRoom } from './rooms.mjs';

/** The tests that judge the mutants of a room, without the set-up that synthesizes templates. */
export default defineConfig({
  test: {
    include: currentRoom().tests,
    exclude: ['**/*.slow.test.ts', '**/*{law,laws}.test.ts', 'test/remediation/runbooks/**'],
    testTimeout: 60_000,
    // One load of the AWS SDK for each mutant instead of one for each test file.
    isolate: false,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
