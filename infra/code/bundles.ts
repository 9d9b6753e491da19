import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { minify_sync as minify } from 'terser';
import { NAMES } from '../../product/names.ts';

/** The entry of each function, by the function's name. */
const ENTRIES: Readonly<Record<string, string>> = {
  [NAMES.ruleFunction]: '../../rule/index.ts',
  [NAMES.remediationFunction]: '../../remediation/index.ts',
  [NAMES.reevaluationFunction]: '../../reevaluation/index.ts',
};

/**
 * Bundles each function into one CommonJS file for people to read; `minifiedFunctions` is deployed. A bundle does not
 * contain the AWS SDK, which the runtime provides. The same sources give the same bytes.
 */
export function bundleFunctions(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(ENTRIES).map(([name, entry]) => [name, bundle(entry)]));
}

/**
 * Minifies the bundles. Functions and classes keep their names, so that people can read stack traces. Code that two
 * bundles share gets the same short names in both, so that the archive compresses it only once.
 */
export function minifiedFunctions(): Readonly<Record<string, string>> {
  const options = {
    toplevel: true,
    keep_fnames: true,
    keep_classnames: true,
    compress: { passes: 3 },
    nameCache: {},
  };
  return Object.fromEntries(
    Object.entries(bundleFunctions()).map(([name, code]) => [name, minify(code, options).code ?? '']),
  );
}

function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    external: ['@aws-sdk/*'],
    legalComments: 'none',
    // Without it the result would depend on the folder of the sources.
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
