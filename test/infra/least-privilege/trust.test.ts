import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { TOPIC } from '../../support/capabilities.ts';
import type { DeployedResource } from '../../support/cloudformation/deploy.ts';
import {
  type Context,
  decideByResource,
  type PolicyDocument,
  policy,
  type Statement,
} from '../../support/simulator.ts';
import {
  FORWARDING_ROLE,
  forwardingStack,
  REVIEWER_ACCOUNT,
  reviewedStack,
  roleNamed,
} from './deployed-roles.ts';
import { OWN_ACCOUNT, own, request } from './requests.ts';

const OTHER_ACCOUNT = '444455556666';

type Attempt = readonly [title: string, principal: string, context: Context];

interface TrustCase {
  readonly name: string;
  readonly trusted: Attempt;
  /** Attempts of the right service for a wrong source, which only the conditions deny. */
  readonly wrongSources: readonly Attempt[];
}

const EXTERNAL_ID = 'review-2026';

const stack = reviewedStack({
  parameters: { ReviewerExternalId: EXTERNAL_ID, NotificationTopicArn: TOPIC },
});

const REVIEWER = `arn:aws:iam::${REVIEWER_ACCOUNT}:user/admin`;

const execution = (account: string) => `arn:aws:ssm:us-east-1:${account}:automation-execution/x`;
const from = (account: string): Context => ({ 'aws:SourceAccount': account });
const run = (account: string, arn: string): Context => ({ ...from(account), 'aws:SourceArn': arn });
const OUR_RUN = run(OWN_ACCOUNT, execution(OWN_ACCOUNT));

const onlyHere = (name: string, service: string): TrustCase => ({
  name,
  trusted: ['for this account', service, from(OWN_ACCOUNT)],
  wrongSources: [
    ['for another account', service, from(OTHER_ACCOUNT)],
    ['without a source', service, {}],
  ],
});

const EVENTS = 'events.amazonaws.com';
const SSM = 'ssm.amazonaws.com';
const SCHEDULER = 'scheduler.amazonaws.com';

const CASES: readonly TrustCase[] = [
  {
    name: NAMES.automationRole,
    trusted: ['for an execution of this account', SSM, OUR_RUN],
    wrongSources: [
      ['for another account’s execution', SSM, run(OTHER_ACCOUNT, execution(OTHER_ACCOUNT))],
      [
        'for another account’s execution with this source account',
        SSM,
        run(OWN_ACCOUNT, execution(OTHER_ACCOUNT)),
      ],
      [
        'for this account’s execution with another source account',
        SSM,
        run(OTHER_ACCOUNT, execution(OWN_ACCOUNT)),
      ],
      [
        'for an execution in another Region',
        SSM,
        run(OWN_ACCOUNT, execution(OWN_ACCOUNT).replace('us-east-1', 'eu-west-1')),
      ],
      ['for an instance', SSM, run(OWN_ACCOUNT, `arn:aws:ssm:us-east-1:${OWN_ACCOUNT}:managed-instance/x`)],
      ['without a source ARN', SSM, from(OWN_ACCOUNT)],
      ['without a source', SSM, {}],
    ],
  },
  {
    name: NAMES.schedulerRole,
    trusted: ['for our group of schedules', SCHEDULER, run(OWN_ACCOUNT, own.scheduleGroup('one-active-key'))],
    wrongSources: [
      ['for another group', SCHEDULER, run(OWN_ACCOUNT, own.scheduleGroup('default'))],
      [
        'for another account’s group of this name',
        SCHEDULER,
        run(OTHER_ACCOUNT, own.scheduleGroup('one-active-key').replace(OWN_ACCOUNT, OTHER_ACCOUNT)),
      ],
      ['without a source ARN', SCHEDULER, from(OWN_ACCOUNT)],
      ['without a source', SCHEDULER, {}],
    ],
  },
  {
    name: NAMES.reviewerRole,
    trusted: ['with the external id', REVIEWER, { 'sts:ExternalId': EXTERNAL_ID }],
    wrongSources: [
      ['with another external id', REVIEWER, { 'sts:ExternalId': `${EXTERNAL_ID}-x` }],
      ['without an external id', REVIEWER, {}],
    ],
  },
  onlyHere(FORWARDING_ROLE, EVENTS),
  ...[NAMES.ruleFunction, NAMES.remediationFunction, NAMES.reevaluationFunction, NAMES.notificationRole].map(
    (name) => ({
      name,
      trusted: ['for a function', 'lambda.amazonaws.com', {}] as const,
      wrongSources: [],
    }),
  ),
];

const PRINCIPALS = [
  ...['ssm', 'scheduler', 'events', 'lambda', 'ec2', 'config', 'cloudformation'].map(
    (name) => `${name}.amazonaws.com`,
  ),
  ...[OWN_ACCOUNT, OTHER_ACCOUNT].flatMap((account) => [
    `arn:aws:iam::${account}:user/admin`,
    `arn:aws:sts::${account}:assumed-role/admin/session`,
  ]),
];

const BY_NAME = CASES.map((each) => [each.name, each] as const);

describe.each(BY_NAME)('%s', (name, { trusted: [title, service, context], wrongSources }) => {
  const role = roleNamed(name === FORWARDING_ROLE ? forwardingStack() : stack, name);
  const trust = trustOf(role);

  it(`is assumed by ${service} ${title}`, async () => {
    expect(await assume(name, trust, service, context)).toBe('Allowed');
  });

  it.each(PRINCIPALS.filter((principal) => principal !== service))(
    'is not assumed by %s',
    async (principal) => {
      expect(await assume(name, trust, principal, context)).toBe('ImplicitlyDenied');
      const open = policy(...trust.Statement.map((each) => ({ ...each, Principal: trusting(principal) })));
      expect(await assume(name, open, principal, context)).toBe('Allowed');
    },
  );

  it.each(wrongSources)(`is not assumed by ${service} %s`, async (_, principal, wrong) => {
    expect(await assume(name, trust, principal, wrong)).toBe('ImplicitlyDenied');
    expect(await assume(name, unconditional(trust), principal, wrong)).toBe('Allowed');
  });
});

it('there is no other role', () => {
  const names = [stack, forwardingStack()].flatMap((each) =>
    each.ofType('AWS::IAM::Role').map(({ properties }) => properties['RoleName']),
  );
  expect(names.toSorted()).toEqual(CASES.map(({ name }) => name).toSorted());
});

function trustOf({ properties }: DeployedResource): PolicyDocument {
  return properties['AssumeRolePolicyDocument'] as PolicyDocument;
}

function assume(name: string, trust: PolicyDocument, principal: string, context: Context) {
  return decideByResource(trust, principal, request('sts:AssumeRole', own.role(name), context));
}

function trusting(principal: string): Record<string, string> {
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}

function unconditional({ Statement }: PolicyDocument): PolicyDocument {
  return policy(...Statement.map(({ Condition: _, ...rest }): Statement => rest));
}
