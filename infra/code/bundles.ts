import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { NAMES } from '../../product/names.ts';
import { VERSION } from '../../product/version.ts';

/** The entry of each function, by the function's name. */
const ENTRIES: Readonly<Record<string, string>> = {
  [NAMES.ruleFunction]: '../../rule/index.ts',
  [NAMES.remediationFunction]: '../../remediation/index.ts',
  [NAMES.reevaluationFunction]: '../../reevaluation/index.ts',
  [NAMES.notificationFunction]: '../../notification/index.ts',
  [NAMES.securityHubFunction]: '../../security-hub/index.ts',
};

const bundles = new Map<string, string>();

/**
 * The code of a function as it is deployed: one CommonJS file, not minified, with the path of each module in
 * a comment. It does not contain the AWS SDK, which the runtime provides. The same sources give the same
 * bytes. Throws for a name that is not the name of one of our functions.
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
    banner: { js: BANNER.replace('NAME', functionName) },
    external: ['@aws-sdk/*'],
    // Without it the result would depend on the folder of the sources.
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    write: false,
    logLevel: 'silent',
  });
  return withNotice(outputFiles[0]?.text ?? '');
}

/** The first lines of the code. */
const BANNER = [
  `// One Active Key ${VERSION}: the function NAME, bundled from its sources and not minified.`,
  '// `npm run build` writes this file to dist/functions; docs/deploy.md shows how to compare it with what runs.',
].join('\n');

const P_MAP_NOTICE =
  '// Contains p-map (https://github.com/sindresorhus/p-map), MIT License, Copyright (c) Sindre Sorhus.';

/**
 * Adds the notice that the licence of p-map requires in every copy; throws if the code contains another
 * package.
 */
function withNotice(code: string): string {
  const packages = new Set(
    Array.from(code.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/gm), ([, name]) => name),
  );
  if (packages.size === 0) return code;
  if (packages.size > 1 || !packages.has('p-map')) {
    throw new Error(
      `Expected no package but p-map in the code of the functions; received ${[...packages].join(', ')}`,
    );
  }
  return code.replace(BANNER_END, `\n${P_MAP_NOTICE}\n"use strict";\n`);
}

const BANNER_END = '\n"use strict";\n';
