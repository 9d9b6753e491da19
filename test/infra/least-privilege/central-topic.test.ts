import { describe, expect, it } from 'vitest';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import {
  ANONYMOUS,
  type Context,
  decideByResource,
  type PolicyDocument,
  type SimulatedPrincipal,
} from '../../support/simulator.ts';
import { NOTIFICATION_ROLE, stackWithTopic } from './deployed-roles.ts';
import { OWN_ACCOUNT, request } from './requests.ts';

const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const MEMBER = '222222222222';
const LISTED = '333333333333';
const CLOUDWATCH = 'cloudwatch.amazonaws.com';

const central = deploy(templateOf('OneActiveKeyCentral'), {
  parameters: { OrganizationId: ORGANIZATION, AlarmAccounts: `${LISTED},123456789012` },
});
const TOPIC_POLICY = onlyResource(central, 'AWS::SNS::TopicPolicy').properties[
  'PolicyDocument'
] as PolicyDocument;

const TLS = { 'aws:SecureTransport': 'true' };

/** The context of an alarm's action; without an organization, the account belongs to none, or CloudWatch does not send it. */
const alarm = (
  name: string,
  from: { account?: string; organization?: string; region?: string } = {},
): Context => {
  const { account = MEMBER, organization = ORGANIZATION, region = 'us-east-1' } = from;
  return {
    ...TLS,
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    ...(organization === '' ? {} : { 'aws:SourceOrgID': organization }),
  };
};

/** The context of a session of a role. */
const session = (role: string, { account = MEMBER, organization = ORGANIZATION } = {}): Context => ({
  ...TLS,
  'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}`,
  ...(organization === '' ? {} : { 'aws:PrincipalOrgID': organization }),
});

const principal = (role: string, account = MEMBER) =>
  `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/session`;

const publish = (who: SimulatedPrincipal, context: Context, action = 'sns:Publish') =>
  decideByResource(TOPIC_POLICY, who, request(action, central.outputs['TopicArn'], context));

/** The names of the alarms of an account's stack. */
const ALARMS = stackWithTopic()
  .ofType('AWS::CloudWatch::Alarm')
  .map(({ properties }) => String(properties['AlarmName']));
const [AN_ALARM = ''] = ALARMS;

describe('an alarm may publish', () => {
  it.each(ALARMS)('%s of a member', async (name) => {
    expect(await publish(CLOUDWATCH, alarm(name))).toBe('Allowed');
  });

  it.each([
    ['of the security account', alarm(AN_ALARM, { account: OWN_ACCOUNT })],
    [
      'of a listed account whose organization CloudWatch does not send',
      alarm(AN_ALARM, { account: LISTED, organization: '' }),
    ],
  ])('%s', async (_, context) => {
    expect(await publish(CLOUDWATCH, context)).toBe('Allowed');
  });
});

describe('an alarm may not publish', () => {
  it.each<[string, Context]>([
    ['of another organization', alarm(AN_ALARM, { organization: OTHER_ORGANIZATION })],
    ['of no organization', alarm(AN_ALARM, { organization: '' })],
    ['in another Region', alarm(AN_ALARM, { region: 'eu-west-1' })],
    ['of another name', alarm('payroll-errors')],
    ['whose name contains ours', alarm('my-one-active-key-rule-errors')],
    ['of a listed account, of another name', alarm('payroll-errors', { account: LISTED, organization: '' })],
    [
      'of a listed account, in another Region',
      alarm(AN_ALARM, { account: LISTED, region: 'eu-west-1', organization: '' }),
    ],
    ['without a source', TLS],
    ['with an organization only', { ...TLS, 'aws:SourceOrgID': ORGANIZATION }],
    [
      'with an ARN only',
      { ...TLS, 'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${MEMBER}:alarm:${AN_ALARM}` },
    ],
  ])('%s', async (_, context) => {
    expect(await publish(CLOUDWATCH, context)).toBe('ImplicitlyDenied');
  });

  it.each(['s3', 'events', 'lambda', 'config', 'sns', 'budgets'])(
    'if %s.amazonaws.com sends its context',
    async (service) => {
      expect(await publish(`${service}.amazonaws.com`, alarm(AN_ALARM))).toBe('ImplicitlyDenied');
    },
  );

  it('without TLS', async () => {
    const context = { ...alarm(AN_ALARM), 'aws:SecureTransport': 'false' };
    expect(await publish(CLOUDWATCH, context)).toBe('ExplicitlyDenied');
  });
});

describe('a role may publish', () => {
  it.each([NOTIFICATION_ROLE, `security/${NOTIFICATION_ROLE}`, `a/b/${NOTIFICATION_ROLE}`])(
    'as %s of a member',
    async (role) => {
      expect(await publish(principal(role), session(role))).toBe('Allowed');
    },
  );
});

describe('a role may not publish', () => {
  it.each([
    ['of another organization', NOTIFICATION_ROLE, { organization: OTHER_ORGANIZATION }],
    ['of no organization', NOTIFICATION_ROLE, { organization: '' }],
    ['of another name', 'admin', {}],
    ['whose name ends with ours', `my-${NOTIFICATION_ROLE}`, {}],
    ['whose name begins with ours', `${NOTIFICATION_ROLE}-2`, {}],
    ['whose path is our name', `${NOTIFICATION_ROLE}/admin`, {}],
  ])('%s', async (_, role, from) => {
    expect(await publish(principal(role), session(role, from))).toBe('ImplicitlyDenied');
  });

  it('without TLS', async () => {
    const context = { ...session(NOTIFICATION_ROLE), 'aws:SecureTransport': 'false' };
    expect(await publish(principal(NOTIFICATION_ROLE), context)).toBe('ExplicitlyDenied');
  });

  it.each(['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:DeleteTopic'])(
    'but does not %s',
    async (action) => {
      const decision = await publish(principal(NOTIFICATION_ROLE), session(NOTIFICATION_ROLE), action);
      expect(decision).toBe('ImplicitlyDenied');
    },
  );
});

describe('whoever signs nothing may not publish', () => {
  it.each<[string, Context]>([
    ['with TLS', TLS],
    ['with the context of an alarm', alarm(AN_ALARM)],
  ])('%s', async (_, context) => {
    expect(await publish(ANONYMOUS, context)).toBe('ImplicitlyDenied');
  });

  it('without TLS', async () => {
    expect(await publish(ANONYMOUS, { 'aws:SecureTransport': 'false' })).toBe('ExplicitlyDenied');
  });
});
