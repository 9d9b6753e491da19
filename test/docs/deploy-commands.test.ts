import { describe, expect, it } from 'vitest';
import { TEMPLATE_FILES } from '../../infra/build/build.ts';
import { MAX_TEMPLATE_BODY_BYTES, toYaml } from '../../infra/templates/template.ts';
import { type AwsCommand, awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { accepts, parametersOf } from '../support/cloudformation/accepts.ts';
import { type DeployedStack, deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage } from '../support/pages.ts';

const ORGANIZATION_PAGE = 'docs/organization.md';
const PAGES = [
  'README.md',
  ORGANIZATION_PAGE,
  'docs/deploy.md',
  'docs/reference.md',
  'conformance-pack/README.md',
  'docs/approval.md',
];

type Values = Readonly<Record<string, string>>;

const isDeploy = ({ words }: AwsCommand) => words[1] === 'deploy' && words.length > 2;
const commands = PAGES.flatMap(awsCommandsOf).filter(isDeploy);

function stackOf(command: AwsCommand): string {
  const stack = optionOf(command, '--stack-name')?.[0] ?? '';
  expect(optionOf(command, '--template-file')).toEqual([`dist/${TEMPLATE_FILES[stack]}`]);
  return stack;
}

const regionOf = (command: AwsCommand) => optionOf(command, '--region')?.[0] ?? 'us-east-1';

/** The parameters that a command gives, each accepted by the template. */
function overridesOf(command: AwsCommand): Values {
  const stack = stackOf(command);
  const overrides = Object.fromEntries(
    (optionOf(command, '--parameter-overrides') ?? []).map((word) => {
      const [name = '', ...value] = word
        .replaceAll('BUCKET', 'bucket')
        .replaceAll('TOPIC_ARN', `arn:aws:sns:${regionOf(command)}:111122223333:security`)
        .split('=');
      return [name, value.join('=')];
    }),
  );
  const refused = Object.entries(overrides).filter(([name, value]) => !accepts(stack, name, value));
  expect(refused).toEqual([]);
  return overrides;
}

/**
 * Deploys a stack as a command does: onto the values of an earlier deployment, which CloudFormation keeps.
 */
function run(
  command: AwsCommand,
  kept: Values = {},
): { readonly stack: DeployedStack; readonly values: Values } {
  const values = { ...kept, ...overridesOf(command) };
  const region = regionOf(command);
  return { stack: deploy(templateOf(stackOf(command)), { parameters: values, region }), values };
}

describe('each command that deploys a stack', () => {
  it('is found on its page', () => {
    expect(commands.length).toBeGreaterThan(8);
    expect(new Set(commands.map(({ page }) => page))).toContain(ORGANIZATION_PAGE);
  });

  it.each(commands.map((command) => [`${command.page}, ${command.heading}`, command] as const))(
    '%s: is accepted as it stands',
    (_, command) => {
      expect(Object.keys(run(command).stack.resources)).not.toEqual([]);
    },
  );

  it.each(commands.map((command) => [`${command.page}, ${command.heading}`, command] as const))(
    '%s: gives a bucket if the template is too large for a request, and the capability if it has roles',
    (_, command) => {
      const template = templateOf(stackOf(command));
      const text = toYaml(template);
      expect({ bucket: optionOf(command, '--s3-bucket') !== undefined }).toEqual({
        bucket: Buffer.byteLength(text) > MAX_TEMPLATE_BODY_BYTES,
      });
      expect({ capabilities: optionOf(command, '--capabilities') }).toEqual({
        capabilities: /Type: AWS::IAM::Role$/m.test(text) ? ['CAPABILITY_NAMED_IAM'] : undefined,
      });
    },
  );

  it.each(commands.map((command) => [`${command.page}, ${command.heading}`, command] as const))(
    '%s: takes topics and templates from the Region of the stack',
    (_, command) => {
      const [region] = optionOf(command, '--region') ?? [];
      const { NotificationTopicArn: topic, TemplateUrl: url } = overridesOf(command);
      if (topic) expect(topic.split(':')[3]).toBe(region);
      if (url) expect(url).toContain(`.s3.${region}.`);
    },
  );
});

describe('the four paths of an organization', () => {
  const [pilot, unit, everybody, confined, ...others] = commands.filter(
    (command) => command.page === ORGANIZATION_PAGE && stackOf(command) === 'OneActiveKeyOrganization',
  ) as [AwsCommand, AwsCommand, AwsCommand, AwsCommand, ...AwsCommand[]];
  const PATHS = { pilot, unit, everybody, confined };

  it('are all there are', () => {
    expect(others).toEqual([]);
  });

  it.each(Object.keys(PATHS) as (keyof typeof PATHS)[])(
    '%s: gives every parameter that chooses accounts, since CloudFormation keeps what a command leaves out',
    (path) => {
      const choosing = Object.keys(parametersOf('OneActiveKeyOrganization')).filter((name) =>
        /^(Rollout|RootId|OrganizationalUnitIds|AccountFilterType|Accounts|ExcludedAccounts)$/.test(name),
      );
      expect(choosing).toHaveLength(6);
      expect(Object.keys(overridesOf(PATHS[path]))).toEqual(expect.arrayContaining(choosing));
    },
  );

  it.each(Object.keys(PATHS) as (keyof typeof PATHS)[])(
    '%s: is accepted from a delegated administrator with the parameters that the page adds',
    (path) => {
      const [, callAs = '', managementAccount = ''] =
        /`CallAs=(\w+) ManagementAccountId=(\d+)`/.exec(readPage(ORGANIZATION_PAGE)) ?? [];
      const added = { CallAs: callAs, ManagementAccountId: managementAccount };
      const { ofType } = run(PATHS[path], added).stack;
      const callers = ofType('AWS::CloudFormation::StackSet').map(({ properties }) => properties['CallAs']);
      expect(new Set(callers)).toEqual(new Set(['DELEGATED_ADMIN']));
      for (const { properties } of ofType('AWS::Config::OrganizationConformancePack'))
        expect(properties['ExcludedAccounts']).toEqual([managementAccount]);
    },
  );

  it.each([
    ['the pilot, a unit, everybody', [pilot, unit, everybody]],
    ['everybody, and back to the pilot', [everybody, pilot]],
    ['a unit, and back to the pilot', [unit, pilot]],
  ])('can follow one another: %s', (_, sequence) => {
    let kept: Values = {};
    for (const command of sequence) kept = run(command, kept).values;
    expect(kept).toEqual(expect.objectContaining(overridesOf(sequence.at(-1) ?? pilot)));
  });

  const targetsOf = ({ stack }: ReturnType<typeof run>, name: string) =>
    stack
      .ofType('AWS::CloudFormation::StackSet')
      .filter(({ properties }) => properties['StackSetName'] === name)
      .map(
        ({ properties }) =>
          (properties['StackInstancesGroup'] as { DeploymentTargets: object }[])[0]?.DeploymentTargets,
      );
  const packsOf = ({ stack }: ReturnType<typeof run>) =>
    stack.ofType('AWS::Config::OrganizationConformancePack');

  it('pilot: two accounts, each with its rule', () => {
    const deployed = run(pilot);
    expect(targetsOf(deployed, 'one-active-key')).toEqual([
      {
        OrganizationalUnitIds: ['r-ab12'],
        AccountFilterType: 'INTERSECTION',
        Accounts: ['111122223333', '222222222222'],
      },
    ]);
    expect(packsOf(deployed)).toEqual([]);
  });

  it('unit: one unit, each account with its rule', () => {
    const deployed = run(unit);
    expect(targetsOf(deployed, 'one-active-key')).toEqual([{ OrganizationalUnitIds: ['ou-ab12-12345678'] }]);
    expect(packsOf(deployed)).toEqual([]);
  });

  it('everybody: the root, and the pack', () => {
    const deployed = run(everybody);
    expect(targetsOf(deployed, 'one-active-key')).toEqual([{ OrganizationalUnitIds: ['r-ab12'] }]);
    expect(packsOf(deployed)).toHaveLength(1);
  });

  it('confined: nothing outside its Region', () => {
    const deployed = run(confined);
    const regions = deployed.stack
      .ofType('AWS::CloudFormation::StackSet')
      .flatMap(({ properties }) => properties['StackInstancesGroup'] as { Regions: string[] }[])
      .flatMap(({ Regions }) => Regions);
    expect(regions).toEqual(['eu-central-1']);
    expect(targetsOf(deployed, 'one-active-key-forwarding')).toEqual([]);
    expect(packsOf(deployed)).toHaveLength(1);
  });
});
