import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** The tests that are slow by nature: they start processes, a browser or servers, or search at length. */
const SLOW = '**/*.slow.test.ts';

/**
 * The tests that need Terraform, which neither npm nor pip brings: only `npm run test:terraform` runs them.
 */
const TERRAFORM = '**/*.terraform.test.ts';

/**
 * The tests of the code that is deployed, by cases and without the laws and the fuzzing: `npm run check` runs
 * them, in less than a minute.
 */
const QUICK = [
  'test/{architecture,functions,outcomes,parity}.test.ts',
  'test/{aws,conformance-pack,ledger,notification,policy,product,reevaluation,remediation,rule,security-hub}/**/*.test.ts',
];

/** The tests that take seconds each. */
const LAWS = '**/*{law,laws}.test.ts';

const INCLUDED: Readonly<Record<string, readonly string[]>> = { quick: QUICK, terraform: [TERRAFORM] };

const EXCLUDED: Readonly<Record<string, readonly string[]>> = {
  all: [TERRAFORM],
  quick: [SLOW, TERRAFORM, LAWS],
  terraform: [],
};

/**
 * `npm test` runs the fast lane; `--mode all`, which `npm run test:all` gives, runs the slow tests as well.
 */
export default defineConfig(({ mode }) => ({
  test: {
    include: [...(INCLUDED[mode] ?? ['test/**/*.test.ts'])],
    exclude: [...configDefaults.exclude, ...(EXCLUDED[mode] ?? [SLOW, TERRAFORM])],
    globalSetup: [
      'test/support/cloudformation/synthesis.ts',
      ...(mode === 'all' ? ['test/support/lanes.ts', 'test/support/command-bundle.ts'] : []),
    ],
    provide: { lane: mode === 'all' ? 'all' : 'fast' },
    // This reporter prints the failures and the totals, and nothing about tests that pass.
    reporters: ['minimal'],
    // By default, vitest uses one worker less than there are cores, which is half of a machine with two
    // cores.
    maxWorkers: availableParallelism(),
    // The files of a worker share their modules, since loading the AWS SDK for each file would double the
    // time. A test cleans up what it changes.
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    // The SDK warns that it will not support Node.js 20 for long; no test calls AWS.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // No test that works takes as long as this: the slowest ones are property tests with thousands of runs.
    testTimeout: 120_000,
  },
}));
