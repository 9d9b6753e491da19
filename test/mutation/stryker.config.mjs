import { availableParallelism } from 'node:os';
import { currentRoom } from './rooms.mjs';

const { name, mutate, mayNoneSurvive } = currentRoom();

/** Everything that a run of Stryker writes goes to dist/, which nobody checks in. */
export default {
  mutate,
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  // The tests of a mutant run in one thread; Stryker's own default leaves half of a small machine idle.
  concurrency: availableParallelism(),
  // Beside other work, a machine may be slow: only what never ends is to time out.
  timeoutMS: 60_000,
  // A file that is not there: Stryker would rewrite tsconfig.json with TypeScript's JavaScript API, which 7
  // has not.
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'cdk.out'],
  tempDirName: 'dist/stryker',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `dist/mutation/${name}.html` },
  jsonReporter: { fileName: `dist/mutation/${name}.json` },
  ...(mayNoneSurvive ? { thresholds: { high: 100, low: 100, break: 100 } } : {}),
};
