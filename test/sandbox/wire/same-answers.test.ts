import { GetUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../sandbox/faults.ts';
import { type ConnectedAccount, comparableResult, equalAccounts } from './served.ts';
import {
  describeRules,
  details,
  evaluation,
  everyDetail,
  everyEntity,
  everyPage,
  generateReport,
  getReport,
  lastUsed,
  listKeys,
  listTags,
  NOBODY,
  numbered,
  prepare,
  put,
  RULE,
  remove,
  type Step,
  start,
  summary,
  tag,
  UNUSED,
  USED,
  USER,
  untag,
  update,
} from './steps.ts';

/** The SDK treats this error as a throttle for every operation, so that it makes three attempts. */
const RETRIED = Array.from({ length: 3 }, () => 'LimitExceededException');

const CASES: readonly [string, readonly string[], ...Step[]][] = [
  ['ListUsers', ['ok'], ({ iam }) => iam.send(new ListUsersCommand({}))],
  ['ListUsers in several pages', ['ok', 'ok', 'ok'], everyPage],
  [
    'ListUsers of a path',
    ['ok'],
    ({ iam }) => iam.send(new ListUsersCommand({ PathPrefix: '/division_abc/' })),
  ],
  [
    'ListUsers of a path without users',
    ['ok'],
    ({ iam }) => iam.send(new ListUsersCommand({ PathPrefix: '/none/' })),
  ],
  [
    'ListUsers with a page size over the limit',
    ['ValidationError'],
    ({ iam }) => iam.send(new ListUsersCommand({ MaxItems: 1_001 })),
  ],
  [
    'ListUsers with an invalid marker',
    ['ValidationError'],
    ({ iam }) => iam.send(new ListUsersCommand({ Marker: '<&>' })),
  ],
  ['GetUser with tags', ['ok'], ({ iam }) => iam.send(new GetUserCommand({ UserName: USER }))],
  ['GetAccountAuthorizationDetails of the users', ['ok'], everyDetail],
  ['GetAccountAuthorizationDetails of all entities', ['ok'], everyEntity],
  ['GetAccountSummary', ['ok'], summary],
  [
    'GenerateCredentialReport and GetCredentialReport',
    ['CredentialReportNotPresentException', 'ok', 'CredentialReportNotReadyException', 'ok', 'ok'],
    getReport,
    generateReport,
    getReport,
    generateReport,
    getReport,
  ],
  ['DeleteAccessKey', ['ok', 'ok', 'NoSuchEntityException'], remove(UNUSED), listKeys(USER), remove(UNUSED)],
  ['ListAccessKeys', ['ok'], listKeys(USER)],
  ['ListAccessKeys of a user without keys', ['ok'], listKeys('user-1')],
  ['ListAccessKeys of an unknown user', ['NoSuchEntityException'], listKeys(NOBODY)],
  ['ListUserTags', ['ok'], listTags],
  ['GetAccessKeyLastUsed of a used key', ['ok'], lastUsed(USED)],
  ['GetAccessKeyLastUsed of an unused key', ['ok'], lastUsed(UNUSED)],
  ['GetAccessKeyLastUsed of an unknown key', ['AccessDenied'], lastUsed('AKIAIOSFODNN8EXAMPLE')],
  ['UpdateAccessKey', ['ok', 'ok', 'ok'], update(USER, 'Inactive'), listKeys(USER), update(USER, 'Active')],
  ['UpdateAccessKey of an unknown user', ['NoSuchEntityException'], update(NOBODY, 'Inactive')],
  ['UpdateAccessKey with a status that cannot be set', ['InvalidInputException'], update(USER, 'Expired')],
  ['TagUser and UntagUser', ['ok', 'ok', 'ok', 'ok'], tag('a', 'é'), listTags, untag('é', 'note'), listTags],
  ['TagUser without tags', ['ok'], tag()],
  ['TagUser with the same key twice', ['InvalidInputException'], tag('a', 'A')],
  ['TagUser with a 51st tag', RETRIED, tag(...numbered(46))],
  ['TagUser with invalid characters', ['ValidationError'], tag('<&>')],
  ['UntagUser without keys', ['ok'], untag()],
  ['DescribeConfigRules', ['ok'], describeRules(RULE)],
  ['DescribeConfigRules of an unknown rule', ['NoSuchConfigRuleException'], describeRules('none')],
  ['PutEvaluations', ['ok', 'ok'], put([evaluation()]), details()],
  ['PutEvaluations in test mode', ['ok', 'ok'], put([evaluation()], { TestMode: true }), details()],
  [
    'PutEvaluations with an invalid token',
    ['InvalidResultTokenException'],
    put([evaluation()], { ResultToken: 'é' }),
  ],
  [
    'PutEvaluations with a reserved compliance type',
    ['InvalidParameterValueException'],
    put([evaluation({ ComplianceType: 'INSUFFICIENT_DATA' })]),
  ],
  [
    'PutEvaluations with a value over its limit',
    ['ValidationException'],
    put([evaluation({ Annotation: 'é'.repeat(257) }), evaluation({ ComplianceResourceId: '' })]),
  ],
  [
    'GetComplianceDetailsByConfigRule without results',
    ['ok'],
    details({ Limit: 100, ComplianceTypes: ['COMPLIANT'] }),
  ],
  [
    'GetComplianceDetailsByConfigRule with a page size over the limit',
    ['ValidationException'],
    details({ Limit: 101 }),
  ],
  [
    'GetComplianceDetailsByConfigRule of an unknown rule',
    ['NoSuchConfigRuleException'],
    details({ ConfigRuleName: 'none' }),
  ],
  [
    'GetComplianceDetailsByConfigRule with an invalid token',
    ['InvalidNextTokenException'],
    details({ NextToken: 'none' }),
  ],
  ['StartConfigRulesEvaluation', ['ok', ...RETRIED], start(RULE), start(RULE)],
  ['StartConfigRulesEvaluation without rules', ['ValidationException'], start()],
];

/**
 * Runs the steps in both accounts and compares the answers, the errors, the calls and the state after them.
 */
async function expectEqualResults(
  wire: ConnectedAccount,
  direct: ConnectedAccount,
  steps: readonly Step[],
): Promise<void> {
  for (const step of steps)
    expect(await comparableResult(step(wire))).toEqual(await comparableResult(step(direct)));
  expect(wire.account.calls).toEqual(direct.account.calls);
  expect(wire.account.backdoor.tagsOf(USER)).toEqual(direct.account.backdoor.tagsOf(USER));
  expect(wire.account.backdoor.keysOf(USER)).toEqual(direct.account.backdoor.keysOf(USER));
  expect(wire.account.configRules.results(RULE)).toEqual(direct.account.configRules.results(RULE));
}

describe('over HTTP an account has the same answers, errors and state as without HTTP', () => {
  it.each(CASES)('%s: %j', async (_title, outcomes, ...steps) => {
    const { wire, direct } = await equalAccounts(prepare);
    await expectEqualResults(wire, direct, steps);
    expect(wire.account.calls.map(({ outcome }) => outcome)).toEqual(outcomes);
  });
});

describe('a fault over HTTP is the same as without HTTP', () => {
  const first = (count: number, fault: ReturnType<FaultRule>): (() => FaultRule) => {
    return () => {
      let faultsLeft = count;
      return () => (faultsLeft-- > 0 ? fault : undefined);
    };
  };
  const faults: readonly [string, () => FaultRule][] = [
    ['throttled twice', first(2, { kind: 'throttle' })],
    ['always throttled', first(9, { kind: 'throttle' })],
    ['denied', first(1, { kind: 'deny' })],
    ['failing', first(1, { kind: 'fail', applied: false })],
    ['applied, with a lost answer', first(1, { kind: 'fail', applied: true })],
    ['always failing', first(9, { kind: 'fail', applied: false })],
    ['reset', first(1, { kind: 'reset', applied: false })],
    ['applied, then reset', first(1, { kind: 'reset', applied: true })],
    ['delayed', first(1, { kind: 'delay', ms: 90_000 })],
    ['answered with an empty answer', first(1, { kind: 'answer', output: {} })],
  ];
  const steps: readonly [string, Step][] = [
    ['IAM', update(USER, 'Inactive')],
    ['Config', put([evaluation()])],
  ];
  for (const [service, step] of steps) {
    it.each(faults)(`${service}, %s`, async (_title, fault) => {
      const { wire, direct } = await equalAccounts(prepare);
      for (const { account } of [wire, direct]) account.faults.add(fault());
      await expectEqualResults(wire, direct, [step, step]);
    });
  }
});
