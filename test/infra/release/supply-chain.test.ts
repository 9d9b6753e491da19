import { describe, expect, it, vi } from 'vitest';
import { containedPackages } from '../../../infra/release/sbom.ts';
import manifest from '../../../package.json' with { type: 'json' };
import lock from '../../../package-lock.json' with { type: 'json' };
import { NAMES } from '../../../product/names.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly license?: string;
}

const locked = Object.entries(lock.packages as Record<string, LockedPackage>).filter(
  ([folder]) => folder !== '',
);
const copyleft = locked.filter(([, { license = '' }]) => /AGPL/.test(license));

describe('the packages of others', () => {
  it('none is installed with ours, but for the peers that an app of the CDK has anyway', () => {
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    expect(manifest.peerDependenciesMeta).toEqual({
      'aws-cdk-lib': { optional: true },
      constructs: { optional: true },
    });
  });

  it('have exact versions', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('have the integrity of each download in the lockfile; what is bundled comes within the download of another', () => {
    const unchecked = locked.filter(
      ([, { integrity, inBundle }]) => !inBundle && !/^sha512-/.test(integrity ?? ''),
    );
    expect(unchecked).toEqual([]);
  });

  it('under the AGPL are those of @cloud-copilot only, for development, and none is in a release', async () => {
    expect(copyleft.length).toBeGreaterThan(0);
    for (const [folder, { dev, license }] of copyleft)
      expect([folder, dev, license]).toEqual([
        expect.stringMatching(/^node_modules\/@cloud-copilot\//),
        true,
        'AGPL-3.0-or-later',
      ]);
    const contained = Object.values(await containedPackages()).flat();
    expect(contained.filter((folder) => folder.includes('@cloud-copilot'))).toEqual([]);
  });
});

describe('the code of the functions', () => {
  const build = async () => {
    vi.resetModules();
    const { bundleFunctions } = await import('../../../infra/code/bundles.ts');
    return bundleFunctions();
  };

  it('has the same bytes when it is built again', async () => {
    const [first, second] = [await build(), await build()];
    expect(Object.keys(first)).toContain(NAMES.remediationFunction);
    expect(second).not.toBe(first);
    expect(second).toEqual(first);
  });

  it('does not contain the AWS SDK, which the runtime of Lambda provides', async () => {
    for (const code of Object.values(await build())) {
      expect(code).toMatch(/require\("@aws-sdk\//);
      expect(code).not.toMatch(/^\/\/ node_modules\/@(?:aws-sdk|smithy)\//m);
    }
  });
});
