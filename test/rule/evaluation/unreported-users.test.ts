import { expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { evaluateAccount } from '../../../rule/evaluation/account-evaluation.ts';
import { createRun } from '../../../rule/evaluation/run.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { AwsError } from '../../../sandbox/api.ts';
import { beforeCall } from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

/** The names of the users that a sweep returns. */
async function unreportedIn(account: SandboxAccount): Promise<string[]> {
  const { iam, config } = account.connect({ principal: NAMES.ruleFunction });
  const { now, deadlineIn } = account.clock;
  const invocation = {
    notification: { kind: 'account', notifiedAt: now() },
    ruleParameters: {},
    resultToken: 'TESTMODE',
    configRuleName: NAMES.configRule,
  } as const;
  const run = createRun({ iam, config, now }, invocation, { remainingMs: () => 900_000, deadlineIn });
  return (await evaluateAccount(run)).map(({ userName }) => userName);
}

const deny =
  (name: string, operation = 'ListAccessKeys') =>
  (account: SandboxAccount) =>
    account.faults.add(({ operation: each, input }) =>
      each === operation && (input as { UserName?: string }).UserName === name ? { kind: 'deny' } : undefined,
    );

const cases: [string, (account: SandboxAccount) => void, string[]][] = [
  ['nothing failed', () => {}, []],
  ['the keys of alice could not be read', deny('alice'), ['alice']],
  ['the tags of carol could not be read', deny('carol', 'GetUser'), ['carol']],
  ['dave was deleted', ({ backdoor }) => backdoor.deleteUser('dave'), []],
  [
    'bob was deleted after the first listing',
    (account) => beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('bob')),
    ['bob'],
  ],
  [
    'bob was renamed after the first listing',
    (account) => beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('bob', 'robert')),
    [],
  ],
  [
    'AWS Config refused the evaluation of bob',
    ({ backdoor, configRules }) => {
      const bob = backdoor.users().find(({ userName }) => userName === 'bob')?.userId;
      configRules.failEvaluations(({ ComplianceResourceId }) => {
        if (ComplianceResourceId === bob)
          throw new AwsError('ValidationException', 'One value is not valid.');
        return false;
      });
    },
    ['bob'],
  ],
];
it.each(cases)('a sweep returns the users without a new evaluation: %s', async (_title, change, expected) => {
  const { account } = deployed();
  for (const [name, keys] of Object.entries({ alice: 1, bob: 1, carol: 2, dave: 0 }))
    addUser(account, name, keys);
  change(account);
  expect(await unreportedIn(account)).toEqual(expected);
});
