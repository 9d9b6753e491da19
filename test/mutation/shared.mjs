/** What both runs of Stryker have in common; everything it writes goes to dist/, which nobody checks in. */
export const shared = (name, mutate) => ({
  mutate,
  testRunner: 'vitest',
  vitest: { configFile: `test/mutation/${name}.vitest.config.ts`, related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A file that is not there: Stryker would rewrite tsconfig.json with TypeScript's JavaScript API, which 7 has not.
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'cdk.out'],
  tempDirName: 'dist/stryker',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `dist/mutation/${name}.html` },
  jsonReporter: { fileName: `dist/mutation/${name}.json` },
});
