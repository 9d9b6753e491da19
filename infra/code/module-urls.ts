import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/** The address of the file of a bundle, as an expression in its own code. */
export const BUNDLE_URL = { esm: 'import.meta.url', cjs: "require('node:url').pathToFileURL(__filename)" };

/**
 * A plugin of esbuild that gives our modules the address that they have as sources, because some of them read
 * files that are beside them. `folder` is where the bundle will be.
 */
export function keepModuleUrls(folder: string, format: keyof typeof BUNDLE_URL): Plugin {
  const addressFrom = (path: string) => JSON.stringify(relative(folder, path).replaceAll(sep, '/'));
  return {
    name: 'keep-module-urls',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        loader: 'ts',
        contents: readFileSync(path, 'utf8').replaceAll(
          'import.meta.url',
          `new URL(${addressFrom(path)}, ${BUNDLE_URL[format]}).href`,
        ),
      }));
    },
  };
}
