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

/** Keeps `import.meta.url` of our modules, because some of them read files that are beside them. */
const keepModuleUrls: Plugin = {
  name: 'keep-module-urls',
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

/** Some packages are CommonJS and call `require`, which ES modules do not have. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles the command line once for all tests: as a bundle, its process starts in a third of the time. */
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
    plugins: [keepModuleUrls],
    logLevel: 'warning',
  });
  project.provide('commandBundle', outfile);
  return () => rmSync(folder, { recursive: true });
}
