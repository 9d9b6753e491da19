import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Product } from '../product.ts';

/** A change of one place in the source of the product. */
export interface TakenOut {
  /** The file, from the root of the project. */
  readonly file: string;
  /** The source text, which occurs once. */
  readonly find: string;
  readonly replace: string;
  /** Further places of the same file that have to change with it. */
  readonly also?: readonly Pick<TakenOut, 'find' | 'replace'>[];
}

const ROOT = new URL('../../../', import.meta.url);

/** The source of a file with a place changed. Throws unless the text occurs exactly once. */
export function sourceWithout({ file, also = [], ...first }: TakenOut): string {
  let source = readFileSync(new URL(file, ROOT), 'utf8');
  for (const { find, replace } of [first, ...also]) {
    const places = source.split(find).length - 1;
    if (places !== 1) throw new Error(`${file}: expected the text "${find}" once; found it ${places} times`);
    source = source.replace(find, () => replace);
  }
  return source;
}

/** The product with a place of its source changed, built in memory; no file is written. */
export async function productWithout(taken: TakenOut): Promise<Product> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../product.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    // The explorer and the product have to agree on the classes of the SDK.
    external: ['@aws-sdk/*'],
    plugins: [takingOut(taken)],
    logLevel: 'error',
  });
  const module = { exports: {} as { readonly PRODUCT?: Product } };
  const evaluate = new Function('require', 'module', 'exports', outputFiles[0]?.text ?? '');
  evaluate(createRequire(import.meta.url), module, module.exports);
  if (!module.exports.PRODUCT) throw new Error('Expected a module that exports the product');
  return module.exports.PRODUCT;
}

function takingOut(taken: TakenOut): Plugin {
  const path = fileURLToPath(new URL(taken.file, ROOT));
  return {
    name: 'taking-out',
    setup({ onLoad, onEnd }) {
      let isLoaded = false;
      onLoad({ filter: /\.ts$/ }, ({ path: loaded }) => {
        if (loaded !== path) return undefined;
        isLoaded = true;
        return { contents: sourceWithout(taken), loader: 'ts' };
      });
      onEnd(() => {
        if (!isLoaded) throw new Error(`${taken.file} is no part of the product`);
      });
    },
  };
}
