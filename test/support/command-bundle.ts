import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file of the bundled command line. */
    readonly commandBundle: string;
  }
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Our own modules read files that lie beside them, and find these from the bundle, too. */
const keepTheirPlaces: Plugin = {
  name: 'keep-their-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/** Some packages are CommonJS and call `require`, which an ES module has not. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles the command line once for all tests that start it in a process: it starts in a third of the time. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const outfile = join(folder, 'one-active-key.mjs');
  await build({
    stdin: { contents: "import { main } from './bin/main.ts'; await main();", resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: REQUIRE },
    plugins: [keepTheirPlaces],
    logLevel: 'warning',
  });
  project.provide('commandBundle', outfile);
  return () => rmSync(folder, { recursive: true });
}
