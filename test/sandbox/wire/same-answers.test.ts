import {
  DescribeConfigRulesCommand,
  type Evaluation,
  GetComplianceDetailsByConfigRuleCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import {
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  paginateListUsers,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { FaultRule } from '../../../sandbox/faults.ts';
import { type Clients, type Side, seen, twins } from './served.ts';

const USER = 'a+b=c,d.e@f-g_h';
const [USED, UNUSED] = ['AKIAI44QH8DHBEXAMPLE', 'AKIAIOSFODNN7EXAMPLE'];
const RULE = 'iam-user-one-active-access-key';
const AT = new Date('2026-01-14T23:59:59.987Z');
let ResultToken = '';

/** Users, keys, tags and a rule with values that are difficult for a protocol. */
async function prepare({ backdoor, functions, configRules }: SandboxAccount): Promise<void> {
  const tags = {
    note: `<&>"' é 日本 😀`,
    empty: '',
    blank: ' a  b ',
    lines: 'a\r\n\tb',
    'ключ-+=.@': '&amp;',
  };
  backdoor.createUser({ userName: USER, path: '/division_abc/<&>\'"/', tags });
  backdoor.createAccessKey(USER, { accessKeyId: UNUSED });
  backdoor.createAccessKey(USER, {
    accessKeyId: USED,
    status: 'Inactive',
    lastUsed: { at: AT, service: 's3', region: 'eu-west-1' },
  });
  for (let number = 1; number <= 7; number += 1) backdoor.createUser({ userName: `user-${number}` });
  functions.register('rule', async (event) => {
    ResultToken = (event as { resultToken: string }).resultToken;
  });
  configRules.put({ configRuleName: RULE, sourceIdentifier: 'rule', inputParameters: { a: `<&>"' é` } });
  await configRules.evaluate(RULE);
}

type Step = (clients: Clients) => Promise<object>;

const evaluation = (change: Partial<Evaluation> = {}): Evaluation => ({
  ComplianceResourceType: 'AWS::IAM::User',
  ComplianceResourceId: 'AIDAILEDWOGIPJFAKOJKW',
  ComplianceType: 'NON_COMPLIANT',
  Annotation: `2 active keys <&>"' é`,
  OrderingTimestamp: AT,
  ...change,
});

const listKeys = (UserName: string): Step => {
  return ({ iam }) => iam.send(new ListAccessKeysCommand({ UserName }));
};
const listTags: Step = ({ iam }) => iam.send(new ListUserTagsCommand({ UserName: USER }));
const lastUsed = (AccessKeyId: string): Step => {
  return ({ iam }) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
};
const update = (UserName: string, Status: 'Active' | 'Inactive' | 'Expired'): Step => {
  return ({ iam }) => iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: UNUSED, Status }));
};
const tag = (...keys: string[]): Step => {
  const Tags = keys.map((Key) => ({ Key, Value: `é 日本 +=@ ${Key}` }));
  return ({ iam }) => iam.send(new TagUserCommand({ UserName: USER, Tags }));
};
const untag = (...TagKeys: string[]): Step => {
  return ({ iam }) => iam.send(new UntagUserCommand({ UserName: USER, TagKeys }));
};
const put = (Evaluations: Evaluation[], more: object = {}): Step => {
  return ({ config }) => config.send(new PutEvaluationsCommand({ ResultToken, Evaluations, ...more }));
};
const details = (more: object = {}): Step => {
  return ({ config }) =>
    config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE, ...more }));
};
const start = (...ConfigRuleNames: string[]): Step => {
  return ({ config }) => config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames }));
};
const describeRules = (...ConfigRuleNames: string[]): Step => {
  return ({ config }) => config.send(new DescribeConfigRulesCommand({ ConfigRuleNames }));
};
const everyPage: Step = async ({ iam: client }) => {
  const pages: object[] = [];
  for await (const { $metadata, ...page } of paginateListUsers({ client, pageSize: 3 }, {})) pages.push(page);
  return { pages };
};

const everyDetail: Step = async ({ iam }) => {
  const { $metadata, ...details } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['User'], MaxItems: 1_000 }),
  );
  return details;
};
const remove = (AccessKeyId: string): Step => {
  return ({ iam }) => iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId }));
};

const numbered = (count: number, from = 1) => Array.from({ length: count }, (_, n) => `tag-${n + from}`);
const NOBODY = 'nobody@example.com';

/** The SDK treats this name as a throttle for every operation, and retries. */
const RETRIED = Array.from('123', () => 'LimitExceededException');

const CASES: readonly [string, readonly string[], ...Step[]][] = [
  ['ListUsers', ['ok'], ({ iam }) => iam.send(new ListUsersCommand({}))],
  ['ListUsers in several pages', ['ok', 'ok', 'ok'], everyPage],
  [
    'ListUsers of a path',
    ['ok'],
    ({ iam }) => iam.send(new ListUsersCommand({ PathPrefix: '/division_abc/' })),
  ],
  ['ListUsers of nobody', ['ok'], ({ iam }) => iam.send(new ListUsersCommand({ PathPrefix: '/none/' }))],
  [
    'ListUsers, too many',
    ['ValidationError'],
    ({ iam }) => iam.send(new ListUsersCommand({ MaxItems: 1_001 })),
  ],
  [
    'ListUsers, no marker',
    ['ValidationError'],
    ({ iam }) => iam.send(new ListUsersCommand({ Marker: '<&>' })),
  ],
  ['GetUser with tags', ['ok'], ({ iam }) => iam.send(new GetUserCommand({ UserName: USER }))],
  ['GetAccountAuthorizationDetails of the users', ['ok'], everyDetail],
  ['DeleteAccessKey', ['ok', 'ok', 'NoSuchEntityException'], remove(UNUSED), listKeys(USER), remove(UNUSED)],
  ['ListAccessKeys', ['ok'], listKeys(USER)],
  ['ListAccessKeys of a user without', ['ok'], listKeys('user-1')],
  ['ListAccessKeys of nobody', ['NoSuchEntityException'], listKeys(NOBODY)],
  ['ListUserTags', ['ok'], listTags],
  ['GetAccessKeyLastUsed, used', ['ok'], lastUsed(USED)],
  ['GetAccessKeyLastUsed, never used', ['ok'], lastUsed(UNUSED)],
  ['GetAccessKeyLastUsed, unknown', ['NoSuchEntityException'], lastUsed('AKIAIOSFODNN8EXAMPLE')],
  ['UpdateAccessKey', ['ok', 'ok', 'ok'], update(USER, 'Inactive'), listKeys(USER), update(USER, 'Active')],
  ['UpdateAccessKey of nobody', ['NoSuchEntityException'], update(NOBODY, 'Inactive')],
  ['UpdateAccessKey, no status to set', ['InvalidInputException'], update(USER, 'Expired')],
  ['TagUser, UntagUser', ['ok', 'ok', 'ok', 'ok'], tag('a', 'é'), listTags, untag('é', 'note'), listTags],
  ['TagUser, no tags', ['ok'], tag()],
  ['TagUser, the same key twice', ['InvalidInputException'], tag('a', 'A')],
  ['TagUser, a tag too many', RETRIED, tag(...numbered(46))],
  ['TagUser, no such characters', ['ValidationError'], tag('<&>')],
  ['UntagUser, no keys', ['ok'], untag()],
  ['DescribeConfigRules', ['ok'], describeRules(RULE)],
  ['DescribeConfigRules, none', ['NoSuchConfigRuleException'], describeRules('none')],
  ['PutEvaluations', ['ok', 'ok'], put([evaluation()]), details()],
  ['PutEvaluations, a test', ['ok', 'ok'], put([evaluation()], { TestMode: true }), details()],
  ['PutEvaluations, no token', ['InvalidResultTokenException'], put([evaluation()], { ResultToken: 'é' })],
  [
    'PutEvaluations, reserved',
    ['InvalidParameterValueException'],
    put([evaluation({ ComplianceType: 'INSUFFICIENT_DATA' })]),
  ],
  [
    'PutEvaluations, too long',
    ['ValidationException'],
    put([evaluation({ Annotation: 'é'.repeat(257) }), evaluation({ ComplianceResourceId: '' })]),
  ],
  ['GetComplianceDetailsByConfigRule, none', ['ok'], details({ Limit: 100, ComplianceTypes: ['COMPLIANT'] })],
  ['GetComplianceDetailsByConfigRule, too many', ['ValidationException'], details({ Limit: 101 })],
  [
    'GetComplianceDetailsByConfigRule, no rule',
    ['NoSuchConfigRuleException'],
    details({ ConfigRuleName: 'none' }),
  ],
  [
    'GetComplianceDetailsByConfigRule, no token',
    ['InvalidNextTokenException'],
    details({ NextToken: 'none' }),
  ],
  ['StartConfigRulesEvaluation', ['ok', ...RETRIED], start(RULE), start(RULE)],
  ['StartConfigRulesEvaluation, none', ['ValidationException'], start()],
];

/** Does the same on both sides and holds answers, errors, calls and what they left behind against each other. */
async function expectSame(wire: Side, direct: Side, steps: readonly Step[]): Promise<void> {
  for (const step of steps) expect(await seen(step(wire))).toEqual(await seen(step(direct)));
  expect(wire.account.calls).toEqual(direct.account.calls);
  expect(wire.account.backdoor.tagsOf(USER)).toEqual(direct.account.backdoor.tagsOf(USER));
  expect(wire.account.backdoor.keysOf(USER)).toEqual(direct.account.backdoor.keysOf(USER));
  expect(wire.account.configRules.results(RULE)).toEqual(direct.account.configRules.results(RULE));
}

describe('over HTTP an account has the same answers, errors and state as without HTTP', () => {
  it.each(CASES)('%s: %j', async (_title, outcomes, ...steps) => {
    const { wire, direct } = await twins(prepare);
    await expectSame(wire, direct, steps);
    expect(wire.account.calls.map(({ outcome }) => outcome)).toEqual(outcomes);
  });
});

describe('a fault over HTTP is the same as without HTTP', () => {
  const first = (count: number, fault: ReturnType<FaultRule>): (() => FaultRule) => {
    return () => {
      let left = count;
      return () => (left-- > 0 ? fault : undefined);
    };
  };
  const faults: readonly [string, () => FaultRule][] = [
    ['throttled twice', first(2, { kind: 'throttle' })],
    ['throttled always', first(9, { kind: 'throttle' })],
    ['denied', first(1, { kind: 'deny' })],
    ['failing', first(1, { kind: 'fail', applied: false })],
    ['applied, its answer lost', first(1, { kind: 'fail', applied: true })],
    ['failing always', first(9, { kind: 'fail', applied: false })],
    ['reset', first(1, { kind: 'reset', applied: false })],
    ['applied, then reset', first(1, { kind: 'reset', applied: true })],
    ['delayed', first(1, { kind: 'delay', ms: 90_000 })],
    ['answered by nothing', first(1, { kind: 'answer', output: {} })],
  ];
  const steps: readonly [string, Step][] = [
    ['IAM', update(USER, 'Inactive')],
    ['Config', put([evaluation()])],
  ];
  for (const [service, step] of steps) {
    it.each(faults)(`${service}, %s`, async (_title, fault) => {
      const { wire, direct } = await twins(prepare);
      for (const { account } of [wire, direct]) account.faults.add(fault());
      await expectSame(wire, direct, [step, step]);
    });
  }
});
