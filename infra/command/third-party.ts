import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The file with the licences of the packages in a bundle. */
export const THIRD_PARTY_FILE = 'THIRD-PARTY-LICENSES.txt';

/** Licences whose only condition for a copy is that their text and the notices travel with it. */
const LICENSES: readonly string[] = ['Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * Some packages of the AWS SDK have no file of their licence; all come from one repository with one licence.
 */
const LICENSE_OF_THE_SDK = 'node_modules/@aws-sdk/client-iam/LICENSE';

interface Package {
  readonly title: string;
  readonly text: string;
}

/**
 * The names, versions and licences of all packages with code in a bundle; packages with the same text share
 * it. Throws for a package with another licence, and for one without a text.
 */
export function thirdPartyNotices({ outputs }: Metafile): string {
  return noticesOf(packageFoldersIn(outputs));
}

/** The same for the packages in these folders. */
export function noticesOf(folders: readonly string[]): string {
  const titlesByText = new Map<string, string[]>();
  for (const { title, text } of folders.map(readPackage))
    titlesByText.set(text, [...(titlesByText.get(text) ?? []), title]);
  const parts = [...titlesByText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return ['The bundle contains code of these packages.\n', ...parts].join(`\n${'-'.repeat(72)}\n\n`);
}

/** The folders of the packages, each once, sorted. */
export function packageFoldersIn(outputs: Metafile['outputs']): readonly string[] {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
      const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
      return folder && bytesInOutput > 0 ? [folder] : [];
    }),
  );
  return [...new Set(folders)].sort();
}

/**
 * The folders of the packages with code in bundles that esbuild did not minify: it writes the path above the
 * code of each file.
 */
export function packageFoldersInCode(bundles: readonly string[]): readonly string[] {
  const folders = bundles.flatMap((code) =>
    Array.from(
      code.matchAll(/^\/\/ (node_modules\/(?:@[^/\n]+\/)?[^/\n]+)\//gm),
      ([, folder = '']) => folder,
    ),
  );
  return [...new Set(folders)].sort();
}

function readPackage(folder: string): Package {
  const path = join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const title = `${name} ${version} (${license})`;
  if (!LICENSES.includes(license))
    throw new Error(`Expected one of ${LICENSES.join(', ')}; received ${title}`);
  const files = readdirSync(path).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const paths = files.sort().map((file) => join(path, file));
  if (paths.length === 0 && name.startsWith('@aws-sdk/')) paths.push(join(ROOT, LICENSE_OF_THE_SDK));
  if (paths.length === 0) throw new Error(`Expected a file with the licence; received none: ${title}`);
  const text = paths.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
  return { title, text };
}
