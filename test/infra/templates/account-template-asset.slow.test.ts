import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Template, toYaml } from '../../../infra/templates/template.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { STACK_NAMES, templateOf } from '../../support/cloudformation/templates.ts';
import { ROLLOUTS, stackSetOf } from '../../support/organization.ts';

interface AssetManifest {
  readonly files: Readonly<Record<string, AssetFile>>;
}

interface AssetFile {
  readonly source: { readonly path: string };
  readonly destinations: Readonly<
    Record<string, { readonly bucketName: string; readonly objectKey: string }>
  >;
}

const CDK = fileURLToPath(new URL('../../../node_modules/aws-cdk/bin/cdk', import.meta.url));

const ORGANIZATION = 'OneActiveKeyOrganization';

describe('the stacks that the CDK command line deploys', () => {
  let folder = '';
  let templates: Readonly<Record<string, Template>> = {};
  // Created in `beforeAll`: a folder created during collection would not be deleted if the tests are skipped.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
    const options = ['--quiet', '--output', folder, '--no-notices', '--no-version-reporting'];
    const { status, stderr } = spawnSync(process.execPath, [CDK, 'synth', '--all', ...options], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      encoding: 'utf8',
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    });
    expect(status, stderr).toBe(0);
    templates = Object.fromEntries(
      readdirSync(folder)
        .filter((file) => file.endsWith('.template.json'))
        .map((file) => [
          file.replace('.template.json', ''),
          JSON.parse(readFileSync(join(folder, file), 'utf8')),
        ]),
    );
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The template of the organization's stack; throws if CDK made none. */
  const organization = (): Template => {
    const template = templates[ORGANIZATION];
    if (template) return template;
    throw new Error(`Expected a template of ${ORGANIZATION}; received ${Object.keys(templates).join(', ')}`);
  };

  it('are those of the build, but for the organization', () => {
    expect(Object.keys(templates).toSorted()).toEqual(STACK_NAMES.toSorted());
    const others = STACK_NAMES.filter((name) => name !== ORGANIZATION);
    for (const name of others) expect(templates[name], name).toEqual(templateOf(name));
  });

  it('the organization’s differs from that of the build in the template’s URL and in CDK’s own check', () => {
    const plain = templateOf(ORGANIZATION) as Readonly<Record<string, Record<string, object>>>;
    const asset = organization() as typeof plain;
    const differing = Object.keys(asset).flatMap((section) =>
      [...new Set([...Object.keys(asset[section] ?? {}), ...Object.keys(plain[section] ?? {})])]
        .filter((id) => JSON.stringify(asset[section]?.[id]) !== JSON.stringify(plain[section]?.[id]))
        .map((id) => `${section}.${id}`),
    );
    expect(differing.filter((id) => !id.startsWith('Description'))).toEqual([
      'Metadata.AWS::CloudFormation::Interface',
      'Parameters.BootstrapVersion',
      'Parameters.TemplateUrl',
      'Rules.CheckBootstrapVersion',
      'Resources.AccountStackSet',
    ]);
  });

  it('the organization’s has no parameter that must be given, other than the root or the units', () => {
    const parameters = Object.entries(organization()['Parameters'] as Record<string, object>);
    expect(parameters.filter(([, parameter]) => !('Default' in parameter))).toEqual([]);
  });

  it.each([
    ['aws', 'eu-west-1', 'amazonaws.com'],
    ['aws-us-gov', 'us-gov-west-1', 'amazonaws.com'],
    ['aws-cn', 'cn-north-1', 'amazonaws.com.cn'],
  ])(
    'in %s, %s: the StackSet takes the account template, byte for byte, from CDK’s bucket',
    (partition, region, suffix) => {
      const stack = deploy(organization(), { parameters: ROLLOUTS.units, partition, region });
      const url = String(stackSetOf(stack, 'one-active-key')?.['TemplateURL']);
      const [, hash = ''] = /([0-9a-f]{64})\.yaml$/.exec(url) ?? [];
      expect(url).toBe(
        `https://s3.${region}.${suffix}/cdk-hnb659fds-assets-111122223333-${region}/${hash}.yaml`,
      );
      const manifest = JSON.parse(
        readFileSync(join(folder, `${ORGANIZATION}.assets.json`), 'utf8'),
      ) as AssetManifest;
      const file = manifest.files[hash];
      const path = join(folder, file?.source.path ?? '');
      expect(existsSync(path) && readFileSync(path, 'utf8') === toYaml(templateOf('OneActiveKey'))).toBe(
        true,
      );
      expect(Object.values(file?.destinations ?? {})).toMatchObject([
        { bucketName: 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}', objectKey: `${hash}.yaml` },
      ]);
    },
  );
});
