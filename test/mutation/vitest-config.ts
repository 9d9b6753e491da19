import { defineConfig } from 'vitest/config';

/** The tests that judge mutants, without the set-up that synthesizes templates. */
export const mutationTests = (include: string[]) =>
  defineConfig({
    test: {
      include,
      exclude: [
        // A law: what it alone would kill is a case that is missing.
        'test/rule/evaluation/reporting-law.test.ts',
      ],
      testTimeout: 60_000,
      // One load of the AWS SDK for each mutant instead of one for each test file.
      isolate: false,
      env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    },
  });
