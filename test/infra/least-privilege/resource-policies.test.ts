import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { TOPIC } from '../../support/capabilities.ts';
import { type DeployedResource, onlyResource } from '../../support/cloudformation/deploy.ts';
import { type Context, decideByResource, type PolicyDocument, policy } from '../../support/simulator.ts';
import {
  deployedStack,
  NOTIFICATION_ROLE,
  REVIEWER_ACCOUNT,
  REVIEWER_ROLE,
  ROLES,
} from './deployed-roles.ts';
import { invoke, OWN_ACCOUNT, own } from './requests.ts';

const OTHER_ACCOUNT = '444455556666';

const stack = deployedStack();

interface Permission {
  readonly FunctionName: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceAccount?: string;
  readonly SourceArn?: string;
}

const permissions = stack
  .ofType('AWS::Lambda::Permission')
  .map(({ properties }) => properties as unknown as Permission);

/** The policy that Lambda creates from a permission (Lambda Developer Guide, "resource-based policy"). */
function policyOf(name: string): PolicyDocument {
  const [permission, ...others] = permissions.filter(({ FunctionName }) => FunctionName === name);
  if (!permission || others.length > 0) throw new Error(`Expected one permission; received ${name}`);
  const { Action, Principal, SourceAccount, SourceArn } = permission;
  return policy({
    Effect: 'Allow',
    Principal: { Service: Principal },
    Action,
    Resource: own.function(name),
    Condition: {
      ...(SourceAccount ? { StringEquals: { 'AWS:SourceAccount': SourceAccount } } : {}),
      ...(SourceArn ? { ArnLike: { 'AWS:SourceArn': SourceArn } } : {}),
    },
  });
}

/** The id of the event rule whose target is a function. */
function ruleOf(functionName: string): string {
  const isTarget = ([, { type, properties }]: [string, DeployedResource]) =>
    type === 'AWS::Events::Rule' &&
    JSON.stringify(properties['Targets']).includes(own.function(functionName));
  const [id] = Object.entries(stack.resources).find(isTarget) ?? [];
  if (id) return id;
  throw new Error(`Expected an event rule whose target is ${functionName}`);
}

const eventRule = (account: string, name: string): Context => ({
  'aws:SourceAccount': account,
  'aws:SourceArn': `arn:aws:events:us-east-1:${account}:rule/${name}`,
});
const configRule = (account: string): Context => ({
  'aws:SourceAccount': account,
  'aws:SourceArn': `arn:aws:config:us-east-1:${account}:config-rule/config-rule-xxxxxx`,
});

const CONFIG = 'config.amazonaws.com';
const EVENTS = 'events.amazonaws.com';

interface InvokerCase {
  readonly name: string;
  readonly allowed: Attempt;
  readonly denied: readonly Attempt[];
}

type Attempt = readonly [title: string, principal: string, context: Context];

const CASES: readonly InvokerCase[] = [
  {
    name: NAMES.ruleFunction,
    allowed: ['a Config rule of this account', CONFIG, configRule(OWN_ACCOUNT)],
    denied: [
      ['a Config rule of another account', CONFIG, configRule(OTHER_ACCOUNT)],
      ['Config without a source', CONFIG, {}],
      ['an event rule of this account', EVENTS, eventRule(OWN_ACCOUNT, 'x')],
    ],
  },
  ...[NAMES.reevaluationFunction, NAMES.remediationFunction].map((name) => ({
    name,
    allowed: ['its own event rule', EVENTS, eventRule(OWN_ACCOUNT, ruleOf(name))] as const,
    denied: [
      ['another event rule of this account', EVENTS, eventRule(OWN_ACCOUNT, `${ruleOf(name)}-x`)] as const,
      [
        'another account’s event rule of the same name',
        EVENTS,
        eventRule(OTHER_ACCOUNT, ruleOf(name)),
      ] as const,
      ['EventBridge without a source', EVENTS, {}] as const,
      ['a Config rule of this account', CONFIG, configRule(OWN_ACCOUNT)] as const,
    ],
  })),
];

describe('the invokers of one-active-key-notification', () => {
  const told = deployedStack({ parameters: { NotificationTopicArn: TOPIC, MessageDelivery: 'Daily' } });
  const ofNotification = told
    .ofType('AWS::Lambda::Permission')
    .map(({ properties }) => properties as unknown as Permission)
    .filter(({ FunctionName }) => FunctionName === NAMES.notificationFunction);
  const rules = Object.entries(told.resources).filter(
    ([id, { type }]) => type === 'AWS::Events::Rule' && id.startsWith('Notify'),
  );

  it('are exactly its own event rules, whose only target it is', () => {
    expect(rules.map(([id]) => id).toSorted()).toEqual([
      'NotifyAlarms',
      'NotifyDigest',
      'NotifyFailedRunbooks',
      'NotifyNonCompliantUsers',
    ]);
    const arns = rules.map(([id]) => `arn:aws:events:us-east-1:${OWN_ACCOUNT}:rule/${id}`);
    expect(ofNotification.map(({ SourceArn }) => SourceArn).toSorted()).toEqual(arns.toSorted());
    for (const permission of ofNotification) {
      expect(permission).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: EVENTS });
    }
    for (const [, { properties }] of rules) {
      expect(properties['Targets']).toMatchObject([{ Arn: own.function(NAMES.notificationFunction) }]);
    }
  });
});

const BY_NAME = CASES.map((each) => [each.name, each] as const);

describe.each(BY_NAME)('the invokers of %s', (name, { allowed: [title, principal, context], denied }) => {
  const decide = (service: string, source: Context) =>
    decideByResource(policyOf(name), service, { ...invoke(own.function(name)), context: source });

  it(`${title} may invoke it`, async () => {
    expect(await decide(principal, context)).toBe('Allowed');
  });

  it.each(denied)('%s may not invoke it', async (_, service, source) => {
    expect(await decide(service, source)).toBe('ImplicitlyDenied');
  });
});

describe('permissions to invoke', () => {
  it('exist once for each function', () => {
    expect(permissions.map(({ FunctionName, Principal }) => [FunctionName, Principal]).toSorted()).toEqual([
      [NAMES.reevaluationFunction, EVENTS],
      [NAMES.remediationFunction, EVENTS],
      [NAMES.ruleFunction, CONFIG],
    ]);
  });

  it('allow only lambda:InvokeFunction', () => {
    expect(new Set(permissions.map(({ Action }) => Action))).toEqual(new Set(['lambda:InvokeFunction']));
  });

  it('are the only access: there is no function URL, layer permission or queue policy', () => {
    const types = new Set(Object.values(stack.resources).map(({ type }) => type));
    const open = ['Url', 'Policy', 'LayerVersionPermission', 'AccessPoint'];
    const found = [...types].filter((type) => open.some((each) => type.endsWith(each)));
    // A policy of IAM belongs to a role, which the next test proves.
    expect(found.filter((type) => type !== 'AWS::IAM::Policy')).toEqual([]);
  });

  it.each([
    ['by default', {}],
    [
      'with every policy',
      {
        Deletion: 'Daily',
        NotificationTopicArn: TOPIC,
        KmsKeyArn: own.kmsKey,
        ReviewerAccountId: REVIEWER_ACCOUNT,
      },
    ],
  ])('come from no policy of IAM for anybody but one of our roles, %s', (_, parameters) => {
    const policies = deployedStack({ parameters }).ofType('AWS::IAM::Policy');
    expect(policies.length).toBeGreaterThan(0);
    for (const { properties } of policies) {
      expect(Object.keys(properties).toSorted()).toEqual(['PolicyDocument', 'PolicyName', 'Roles']);
      expect(properties['Roles']).toHaveLength(1);
      expect([...Object.values(ROLES), NOTIFICATION_ROLE, REVIEWER_ROLE]).toContain(
        (properties['Roles'] as string[])[0],
      );
    }
  });

  it('cover the function that the Config rule invokes', () => {
    const { Source } = onlyResource(stack, 'AWS::Config::ConfigRule').properties;
    expect(Source).toMatchObject({ SourceIdentifier: own.function(NAMES.ruleFunction) });
  });
});
