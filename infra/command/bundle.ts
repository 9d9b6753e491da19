import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { keepModuleUrls } from '../code/module-urls.ts';
import { THIRD_PARTY_FILE, thirdPartyNotices } from './third-party.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The file of the bundle that runs the command line. */
export const ENTRY = 'one-active-key.mjs';

/** The digests of the sources of a bundle; `bin/one-active-key.js` reads it in a checkout. */
export const SOURCES_FILE = 'sources.json';

/** The command line as a few files of JavaScript, all for one folder. */
export interface CommandBundle {
  /** The texts by the names of their files. */
  readonly files: Readonly<Record<string, string>>;
  /** What esbuild says of them; paths are relative to the project's root. */
  readonly metafile: Metafile;
}

/**
 * Bundles the command line with all packages that it uses. A module that is imported on demand is a file of
 * its own. `folder` is where the files will be: they read the style sheets, the runbooks and the service
 * model where the sources read them.
 */
export async function bundleCommand(folder: string): Promise<CommandBundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: "import { main } from './bin/main.ts'; await main();", resolveDir: ROOT },
    entryNames: 'one-active-key',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: ROOT,
    bundle: true,
    splitting: true,
    platform: 'node',
    // The oldest Node.js in `engines` of package.json.
    target: 'node20.19',
    format: 'esm',
    // Modules of ECMAScript, of which only what is used remains.
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    plugins: [keepModuleUrls(folder, 'esm')],
    // The texts of all licences are in a file beside them.
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const files = Object.fromEntries(outputFiles.map(({ path, text }) => [relative(folder, path), text]));
  return { files, metafile };
}

/** Some packages are CommonJS and call `require`, which modules of ECMAScript do not have. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Writes the bundle into a folder, with the licences of the packages in it and the digests of its sources,
 * and returns a line about it. Throws before it writes anything if a package has a licence that nobody has
 * looked at.
 */
export async function buildCommand(folder: string): Promise<string> {
  const { files, metafile } = await bundleCommand(folder);
  const written = {
    ...files,
    [THIRD_PARTY_FILE]: thirdPartyNotices(metafile),
    // The last one: a bundle that was not written to the end has no digests, and is not used.
    [SOURCES_FILE]: `${JSON.stringify(digestsOf(metafile), null, 2)}\n`,
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return `${join(folder, ENTRY)} (${bytes} bytes in ${Object.keys(files).length} files)`;
}

/** The SHA-256 of our own sources, and of the list of packages instead of all their files, by path. */
function digestsOf({ inputs }: Metafile): Readonly<Record<string, string>> {
  const sources = Object.keys(inputs).filter((path) => !/(^|\/)node_modules\/|^<stdin>$/.test(path));
  const digest = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(ROOT, path)))
      .digest('hex');
  return Object.fromEntries([...sources, 'package-lock.json'].sort().map((path) => [path, digest(path)]));
}
