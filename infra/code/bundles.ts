import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { NAMES } from '../../product/names.ts';
import { VERSION } from '../../product/version.ts';

/** The entry of each function, by the function's name. */
const ENTRIES: Readonly<Record<string, string>> = {
  [NAMES.ruleFunction]: '../../rule/index.ts',
  [NAMES.remediationFunction]: '../../remediation/index.ts',
  [NAMES.reevaluationFunction]: '../../reevaluation/index.ts',
};

const bundles = new Map<string, string>();

/**
 * The code of a function as it is deployed: one CommonJS file, not minified, with the path of each module in a comment. It
 * does not contain the AWS SDK, which the runtime provides. The same sources give the same bytes. Throws for a name that is
 * not the name of one of our functions.
 */
export function bundleOf(functionName: string): string {
  const entry = ENTRIES[functionName];
  if (entry === undefined) {
    throw new Error(`Expected one of ${Object.keys(ENTRIES).join(', ')}; received ${functionName}`);
  }
  // Several stacks contain the same function.
  const bundle = bundles.get(functionName) ?? bundleEntry(functionName, entry);
  bundles.set(functionName, bundle);
  return bundle;
}

/** The code of all functions, by the function's name. */
export function bundleFunctions(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(ENTRIES).map((name) => [name, bundleOf(name)]));
}

function bundleEntry(functionName: string, entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // CloudFormation may replace other characters by a question mark.
    charset: 'ascii',
    banner: { js: bannerOf(functionName) },
    external: ['@aws-sdk/*'],
    // Without it the result would depend on the folder of the sources.
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** The first lines of the code; the licence of p-map, the only package in it, requires its notice in every copy. */
function bannerOf(functionName: string): string {
  return [
    `// One Active Key ${VERSION}: the function ${functionName}, bundled from its sources and not minified.`,
    '// `npm run build` writes this file to dist/functions; docs/operations.md shows how to compare it with what runs.',
    '// Contains p-map (https://github.com/sindresorhus/p-map), MIT License, Copyright (c) Sindre Sorhus.',
  ].join('\n');
}
