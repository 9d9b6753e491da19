import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Changes } from './changelog.ts';
import { billOfMaterials, containedPackages } from './sbom.ts';

/** The files of a release that are no template, function or package. */
export const FILES = {
  notes: 'RELEASE-NOTES.md',
  bill: 'one-active-key.sbom.cdx.json',
  checksums: 'SHA256SUMS',
} as const;

/** The version, and what changed in it. */
export interface Release {
  readonly version: string;
  readonly changes: Changes;
}

/**
 * Writes all files of a release into a folder: the package, the templates, the functions, the bill of
 * materials, the notes, and the checksums of all of them. `npm pack` builds everything afresh. Returns one
 * line about each file.
 */
export async function writeRelease(folder: string, release: Release): Promise<readonly string[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['pack', '--pack-destination', folder], {
    stdio: 'pipe',
    shell: process.platform === 'win32',
  });
  for (const path of builtFiles('dist')) copyFileSync(path, join(folder, basename(path)));
  writeFileSync(join(folder, FILES.bill), billOfMaterials(await containedPackages()));
  writeFileSync(join(folder, FILES.notes), notes(release, checksumsIn(folder)));
  const checksums = checksumsIn(folder);
  writeFileSync(join(folder, FILES.checksums), checksums);
  return checksums.trim().split('\n');
}

/** The templates, and the code of the functions. */
function builtFiles(dist: string): readonly string[] {
  const templates = readdirSync(dist).filter((name) => name.endsWith('.template.yaml'));
  const functions = readdirSync(join(dist, 'functions'));
  return [...templates, ...functions.map((name) => join('functions', name))].map((path) => join(dist, path));
}

/** The SHA-256 of each file of a folder, as `sha256sum` writes and checks it. */
export function checksumsIn(folder: string): string {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return readdirSync(folder)
    .filter((name) => name !== FILES.checksums)
    .sort()
    .map((name) => `${digest(name)}  ${name}\n`)
    .join('');
}

/** The notes of a release: what changed, how to check what was downloaded, and the checksums. */
export function notes({ version, changes }: Release, checksums: string): string {
  return `# One Active Key ${version}, ${changes.date}

${withoutRelativeLinks(changes.text)}

## Check what you downloaded

\`\`\`sh
sha256sum --check --ignore-missing ${FILES.checksums}   # the files of this release
npm audit signatures                             # the package: its signature, and the provenance that says which commit it was built from
\`\`\`

${FILES.bill} lists the packages whose code is in ours.

\`\`\`
${checksums.trim()}
\`\`\`
`;
}

/**
 * The notes stand alone, on the page of a release: a link to a file beside the changelog would lead nowhere
 * there.
 */
function withoutRelativeLinks(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, '$1');
}
