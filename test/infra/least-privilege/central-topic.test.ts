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
import { NOTIFICATION_ROLE } from './deployed-roles.ts';
import { request } from './requests.ts';

const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const MEMBER = '222222222222';

const central = deploy(templateOf('OneActiveKeyCentral'), {
  parameters: { OrganizationId: ORGANIZATION },
});
const TOPIC_POLICY = onlyResource(central, 'AWS::SNS::TopicPolicy').properties[
  'PolicyDocument'
] as PolicyDocument;

const TLS = { 'aws:SecureTransport': 'true' };

/** The context of a service that acts for a resource of a member. */
const fromMember: Context = {
  ...TLS,
  'aws:SourceAccount': MEMBER,
  'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${MEMBER}:alarm:one-active-key-rule-errors`,
  'aws:SourceOrgID': ORGANIZATION,
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

describe('a service may not publish', () => {
  it.each(['cloudwatch', 'events', 's3', 'lambda', 'config', 'sns', 'budgets'])(
    '%s.amazonaws.com, also for a member',
    async (service) => {
      expect(await publish(`${service}.amazonaws.com`, fromMember)).toBe('ImplicitlyDenied');
    },
  );
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
    ['with the context of a service', fromMember],
  ])('%s', async (_, context) => {
    expect(await publish(ANONYMOUS, context)).toBe('ImplicitlyDenied');
  });

  it('without TLS', async () => {
    expect(await publish(ANONYMOUS, { 'aws:SecureTransport': 'false' })).toBe('ExplicitlyDenied');
  });
});
