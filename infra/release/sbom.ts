import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunctions } from '../code/bundles.ts';
import { bundleCommand } from '../command/bundle.ts';
import { packageFoldersIn, packageFoldersInCode } from '../command/third-party.ts';
import { bundleLibrary } from '../library/build.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the package has code of other packages in it. */
export const CONTAINERS = ['command', 'constructs', 'functions'] as const;

/** The folders of the packages with code in the package, by where it has them. */
export type Contained = Readonly<Record<(typeof CONTAINERS)[number], readonly string[]>>;

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Finds the packages whose code is in the command line, in the constructs and in the functions. */
export async function containedPackages(): Promise<Contained> {
  const { metafile: command } = await bundleCommand('dist/command');
  const { metafile: library } = await bundleLibrary('dist/constructs');
  return {
    command: packageFoldersIn(command.outputs),
    constructs: packageFoldersIn(library.outputs),
    functions: packageFoldersInCode(Object.values(bundleFunctions())),
  };
}

/**
 * A software bill of materials in the format CycloneDX 1.6: each package whose code is in ours, with its
 * version, licence and the digest that the lock file demands of it. The same sources give the same text.
 */
export function billOfMaterials(contained: Contained): string {
  const folders = [...new Set(CONTAINERS.flatMap((container) => contained[container]))].sort();
  const integrityOf = integrities();
  const components = folders.map((folder) => ({
    ...component('library', readJson<PackageJson>(join(folder, 'package.json'))),
    ...(integrityOf[folder] ? { hashes: [hashOf(integrityOf[folder])] } : {}),
    properties: CONTAINERS.filter((each) => contained[each].includes(folder)).map((value) => ({
      name: 'one-active-key:in',
      value,
    })),
  }));
  const root = component('application', readJson<PackageJson>('package.json'));
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: root },
    components,
    dependencies: [{ ref: root['bom-ref'], dependsOn: components.map((each) => each['bom-ref']) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function component(type: 'application' | 'library', { name, version, license }: PackageJson) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type, 'bom-ref': purl, name, version, purl, licenses: [{ license: { id: license } }] };
}

/** The digests of the lock file, by the folder of the package. */
function integrities(): Readonly<Record<string, string | undefined>> {
  const { packages } = readJson<{ packages: Record<string, { integrity?: string }> }>('package-lock.json');
  return Object.fromEntries(Object.entries(packages).map(([folder, { integrity }]) => [folder, integrity]));
}

/** The digest of a lock file (`sha512-` and base64) as CycloneDX has it. */
function hashOf(integrity: string): object {
  const [, base64 = ''] = /^sha512-(\S+)/.exec(integrity) ?? [];
  if (base64) return { alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') };
  throw new Error(`Expected a digest sha512-… in package-lock.json; received ${integrity}`);
}

function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}
