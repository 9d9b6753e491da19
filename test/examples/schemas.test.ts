import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { templateOf } from '../support/cloudformation/templates.ts';
import { controlTower, landingZoneAccelerator } from './examples.ts';
import { CUSTOMIZATIONS, MANIFEST } from './schemas.ts';

const ajv = new Ajv({ allErrors: true });
const followsManifest = ajv.compile(MANIFEST);
const followsCustomizations = ajv.compile(CUSTOMIZATIONS);

type Fields = Record<string, unknown>;

describe('the manifest of Customizations for AWS Control Tower', () => {
  const { content, text } = controlTower();

  it('follows the schema', () => {
    followsManifest(content);
    expect(followsManifest.errors ?? []).toEqual([]);
  });

  const broken: [string, (resource: Fields, manifest: Fields) => void][] = [
    ['another version', (_, manifest) => Object.assign(manifest, { version: '2020-01-01' })],
    ['a field that the manifest does not have', (_, manifest) => Object.assign(manifest, { stacks: [] })],
    ['a resource without a file', (resource) => delete resource['resource_file']],
    [
      'capabilities, which only the landing zone chooses',
      (resource) => Object.assign(resource, { capabilities: ['CAPABILITY_IAM'] }),
    ],
    [
      'a conformance pack as a resource',
      (resource) => Object.assign(resource, { deploy_method: 'organization_pack' }),
    ],
    ['a resource for no account', (resource) => Object.assign(resource, { deployment_targets: {} })],
    [
      'a number as the value of a parameter',
      (resource) =>
        Object.assign(resource, {
          parameters: [{ parameter_key: 'LogRetentionDays', parameter_value: 365 }],
        }),
    ],
  ];
  it.each(broken)('%s is refused', (_title, spoil) => {
    const manifest = structuredClone(content) as Fields & { resources: Fields[] };
    const [resource = {}] = manifest.resources;
    spoil(resource, manifest);
    expect(followsManifest(manifest)).toBe(false);
  });

  // codebuild_scripts/run-validation.sh takes the third word of each line with `_file:` as the name of a
  // file.
  it('names each file as the third word of its line, since a script of the landing zone reads it there', () => {
    const lines = text.split('\n').filter((line) => line.includes('_file:') && !/^ *#/.test(line));
    const files = lines.map((line) => line.replaceAll(/ +/g, ' ').split(' ')[2]);
    expect(files).toEqual(controlTower().stackSets.map(({ template }) => template));
  });

  // cfn_params_handler.py replaces a value `$[…]`, and trims the elements of a list.
  it('has no value that the landing zone would change', () => {
    const values = controlTower().stackSets.flatMap(({ parameters }) => Object.values(parameters));
    expect(values.filter((value) => value.startsWith('$[') || value.includes(','))).toEqual([]);
  });
});

describe('the configuration of Landing Zone Accelerator on AWS', () => {
  const { content, stackSets } = landingZoneAccelerator();

  it('follows the schema', () => {
    followsCustomizations(content);
    expect(followsCustomizations.errors ?? []).toEqual([]);
  });

  const broken: [string, (stackSet: Fields) => void][] = [
    [
      'a field that a stack set does not have',
      (stackSet) => Object.assign(stackSet, { autoDeployment: true }),
    ],
    ['a stack set without a Region', (stackSet) => delete stackSet['regions']],
    ['a stack set for no account', (stackSet) => Object.assign(stackSet, { deploymentTargets: {} })],
    [
      'an id of a unit where names are expected to have a key of their own',
      (stackSet) => Object.assign(stackSet, { deploymentTargets: { organizationalUnitIds: ['ou-ab12'] } }),
    ],
    [
      'an unknown capability',
      (stackSet) => Object.assign(stackSet, { capabilities: ['CAPABILITY_NAMED_ROLES'] }),
    ],
    ['a name with a space', (stackSet) => Object.assign(stackSet, { name: 'One Active Key' })],
    [
      'a boolean as the value of a parameter',
      (stackSet) => Object.assign(stackSet, { parameters: [{ name: 'NearRealTime', value: true }] }),
    ],
  ];
  it.each(broken)('%s is refused', (_title, spoil) => {
    const configuration = structuredClone(content) as {
      customizations: { cloudFormationStackSets: Fields[] };
    };
    const [stackSet = {}] = configuration.customizations.cloudFormationStackSets;
    spoil(stackSet);
    expect(followsCustomizations(configuration)).toBe(false);
  });

  it('gives the capability that roles with fixed names need, and no more', () => {
    for (const { capabilities } of stackSets) expect(capabilities).toEqual(['CAPABILITY_NAMED_IAM']);
    for (const stack of ['OneActiveKey', 'OneActiveKeyForwarding']) {
      const template = templateOf(stack);
      const resources = Object.values(template['Resources'] as Record<string, { Properties?: Fields }>);
      expect(resources.some(({ Properties }) => Properties?.['RoleName'] !== undefined)).toBe(true);
      // Only a template with a macro needs CAPABILITY_AUTO_EXPAND.
      expect(template).not.toHaveProperty('Transform');
    }
  });

  it('deploys the forwarding after the functions', () => {
    const [first, second] = stackSets;
    expect(second).toMatchObject({ dependsOn: [first?.name] });
  });
});
