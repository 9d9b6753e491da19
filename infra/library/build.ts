import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { keepModuleUrls } from '../code/module-urls.ts';
import { THIRD_PARTY_FILE, thirdPartyNotices } from '../command/third-party.ts';
import { declarations } from './declarations.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The construct library as one file of JavaScript. */
export interface LibraryBundle {
  readonly code: string;
  /** What esbuild says of it; paths are relative to the project's root. */
  readonly metafile: Metafile;
}

/**
 * Bundles the construct library as CommonJS, as the AWS CDK is: apps of both module systems can load it. It
 * reads the runbooks and the code of the functions where the sources read them; `folder` is where it will be.
 * The AWS CDK is not in it.
 */
export async function bundleLibrary(folder: string): Promise<LibraryBundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(ROOT, 'infra/library/index.ts')],
    outdir: folder,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    // The oldest Node.js in `engines` of package.json.
    target: 'node20.19',
    format: 'cjs',
    external: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
    plugins: [keepModuleUrls(folder, 'cjs')],
    // The texts of all licences are in a file beside it.
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  return { code: outputFiles[0]?.text ?? '', metafile };
}

/**
 * Writes the library, its declarations and the licences of the packages in it into a folder, and returns a
 * line about it. Throws before it writes anything if TypeScript finds an error, or if a package has a licence
 * that nobody has looked at.
 */
export async function buildLibrary(folder: string): Promise<string> {
  const { code, metafile } = await bundleLibrary(folder);
  const files = {
    'index.js': code,
    // The package around it contains modules of ECMAScript.
    'package.json': `${JSON.stringify({ type: 'commonjs' })}\n`,
    [THIRD_PARTY_FILE]: thirdPartyNotices(metafile),
    ...declarations(),
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return `${join(folder, 'index.js')} (${Buffer.byteLength(code)} bytes)`;
}
