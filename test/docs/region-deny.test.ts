import { describe, expect, it } from 'vitest';
import { decideUnderScp } from '../guardrails/scp.ts';
import { type DeployedResource, deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage } from '../support/pages.ts';
import type { AuthorizationRequest, Decision, PolicyDocument } from '../support/simulator.ts';

const page = readPage('docs/organization.md');

/** The services that Control Tower's list exempts in whole and that the page names. */
const EXEMPT = ['config:*', 'iam:*', 'kms:*', 'organizations:*', 'sts:*'];

interface Parameter {
  readonly key: string;
  readonly value: readonly string[];
}

/** The parameters of the control on the page, by name. */
function controlParameters(): Readonly<Record<string, readonly string[]>> {
  const [, json = '[]'] = /--parameters '(\[.*?\])'/s.exec(page) ?? [];
  return Object.fromEntries((JSON.parse(json) as Parameter[]).map(({ key, value }) => [key, value]));
}

const { AllowedRegions = [], ExemptedPrincipalArns = [] } = controlParameters();

/**
 * The Region deny of an organizational unit with these exemptions, in the shape of Control Tower's artifact
 * (Control Tower Controls Reference, "Region deny control applied to the OU"); of its list only the services
 * that the page names.
 */
const regionDeny = (exempted: readonly string[]) =>
  ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        NotAction: EXEMPT,
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:RequestedRegion': AllowedRegions },
          ArnNotLike: {
            'aws:PrincipalARN': [...exempted, 'arn:*:iam::*:role/AWSControlTowerExecution'],
          },
        },
      },
    ],
  }) as unknown as PolicyDocument;

const HOME = AllowedRegions[0] ?? '';

const STACK_SETS = 'stacksets-exec-899a82a2cb437e97';

const arn = (service: string, region: string, rest: string) =>
  `arn:aws:${service}:${region}:111122223333:${rest}`;

/** What creates the forwarding stack, and what runs in it. */
const FORWARDING = {
  stack: (region: string) => ({
    action: 'cloudformation:CreateStack',
    resource: arn('cloudformation', region, 'stack/StackSet-one-active-key-forwarding/1'),
  }),
  rule: (region: string) => ({ action: 'events:PutRule', resource: arn('events', region, 'rule/changes') }),
  role: () => ({
    action: 'iam:CreateRole',
    resource: 'arn:aws:iam::111122223333:role/one-active-key-forwarding',
  }),
  events: () => ({ action: 'events:PutEvents', resource: arn('events', HOME, 'event-bus/default') }),
};

const createFunction = (region: string) => ({
  action: 'lambda:CreateFunction',
  resource: arn('lambda', region, 'function:one-active-key-rule'),
});

async function decide(
  role: string,
  region: string,
  request: AuthorizationRequest,
  exempted: readonly string[] = [],
): Promise<Decision> {
  return decideUnderScp(regionDeny(exempted), {
    principal: `arn:aws:sts::111122223333:assumed-role/${role}/session`,
    ...request,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${role}`,
      'aws:RequestedRegion': region,
    },
  });
}

describe('Control Tower’s Region deny, with the parameters on the page', () => {
  it('allows the home Region of the example, and not that of IAM’s events', () => {
    expect(HOME).toBe('eu-central-1');
    expect(AllowedRegions).not.toContain('us-east-1');
  });

  it.each([
    ['the stack', FORWARDING.stack('us-east-1')],
    ['the event rule', FORWARDING.rule('us-east-1')],
  ])('without the exemption StackSets cannot create %s of the forwarding', async (_title, request) => {
    expect(await decide(STACK_SETS, 'us-east-1', request)).toBe('ExplicitlyDenied');
    expect(await decide(STACK_SETS, 'us-east-1', request, ExemptedPrincipalArns)).toBe('Allowed');
  });

  it('does not deny the role of the forwarding: IAM is exempt', async () => {
    expect(await decide(STACK_SETS, 'us-east-1', FORWARDING.role())).toBe('Allowed');
  });

  it.each(['us-east-1', HOME])(
    'lets the role of the forwarding send events, if the call counts as one to %s',
    async (region) => {
      const role = 'one-active-key-forwarding';
      expect(await decide(role, region, FORWARDING.events(), ExemptedPrincipalArns)).toBe('Allowed');
    },
  );

  it('needs the exemption of that role only if the call counts as one to us-east-1', async () => {
    const role = 'one-active-key-forwarding';
    expect(await decide(role, HOME, FORWARDING.events())).toBe('Allowed');
    expect(await decide(role, 'us-east-1', FORWARDING.events())).toBe('ExplicitlyDenied');
  });

  it('the forwarding template has the role under the exempted name', () => {
    const { ofType } = deploy(templateOf('OneActiveKeyForwarding'), { parameters: { HomeRegion: HOME } });
    const names = ofType('AWS::IAM::Role').map(({ properties }: DeployedResource) => properties['RoleName']);
    expect(ExemptedPrincipalArns).toContain(`arn:aws:iam::*:role/${names[0]}`);
  });

  it.each([
    ['a developer', 'developer'],
    ['a role whose name only contains that of StackSets', 'my-stacksets-exec-1'],
  ])('does not exempt %s', async (_title, role) => {
    const request = createFunction('us-east-1');
    expect(await decide(role, 'us-east-1', request, ExemptedPrincipalArns)).toBe('ExplicitlyDenied');
  });

  it('lets the functions be created in the home Region', async () => {
    expect(await decide(STACK_SETS, HOME, createFunction(HOME))).toBe('Allowed');
  });

  it('lets AWSControlTowerExecution create the forwarding without an exemption', async () => {
    const request = FORWARDING.rule('us-east-1');
    expect(await decide('AWSControlTowerExecution', 'us-east-1', request)).toBe('Allowed');
  });

  it('the page names what the list exempts', () => {
    for (const service of EXEMPT) expect(page).toContain(`\`${service}\``);
  });
});
