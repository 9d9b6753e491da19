import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** The tests that are slow by nature: they start processes, a browser or servers, or search at length. */
const SLOW = '**/*.slow.test.ts';

/** `npm test` runs the fast lane; `--mode all`, which `npm run test:all` gives, runs the slow tests as well. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: mode === 'all' ? configDefaults.exclude : [...configDefaults.exclude, SLOW],
    globalSetup: [
      'test/support/cloudformation/synthesis.ts',
      ...(mode === 'all' ? ['test/support/lanes.ts', 'test/support/command-bundle.ts'] : []),
    ],
    provide: { lane: mode === 'all' ? 'all' : 'fast' },
    // Nothing is printed of what passes.
    reporters: ['minimal'],
    // vitest would leave one of them to other programs.
    maxWorkers: availableParallelism(),
    // One load of the AWS SDK a worker in place of one a file, for half of the time; a test cleans up what it changes.
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    // The SDK's warning about Node.js 20 is for those who call AWS; no test does.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Only a hang takes so long: the property tests with their thousands of runs are the slowest tests.
    testTimeout: 120_000,
  },
}));
