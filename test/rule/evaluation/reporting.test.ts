import type { Evaluation } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { anEvent, changed } from '../../support/events.ts';
import { addUser, callCounts, deployed, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const EXEMPT = exemptUntil('2026-12-01');

/**
 * An account whose rule reports Changes and has run once: alice has two keys, bob has one, carol has none.
 */
async function afterFirstRun() {
  const { account, deployment } = deployed({ parameters: { reporting: 'Changes' } });
  addUser(account, 'alice', 2);
  addUser(account, 'bob', 1);
  addUser(account, 'carol', 0);
  await evaluate(account);
  account.clock.advance(HOUR_MS);
  return { account, deployment };
}

/** The sorted names of the users whose verdicts a run sends to Config; for a deleted user, the id. */
async function usersSentBy(
  account: SandboxAccount,
  run: () => Promise<unknown> = () => evaluate(account),
): Promise<string[]> {
  const sent: string[] = [];
  account.configRules.failEvaluations(({ ComplianceResourceId = '' }) => {
    const user = account.backdoor.users().find(({ userId }) => userId === ComplianceResourceId);
    sent.push(user?.userName ?? ComplianceResourceId);
    return false;
  });
  await run();
  return sent.sort();
}

describe('reporting Changes: the verdicts that a run sends after a change', () => {
  const cases: [string, (account: SandboxAccount) => void, string[]][] = [
    ['no change: only the NON_COMPLIANT user', () => {}, ['alice']],
    [
      'a first key: the annotation is another one',
      ({ backdoor }) => backdoor.createAccessKey('carol', {}),
      ['alice', 'carol'],
    ],
    [
      'a second key: another verdict',
      ({ backdoor }) => backdoor.createAccessKey('bob', {}),
      ['alice', 'bob'],
    ],
    [
      'the surplus key is Inactive: another verdict',
      ({ backdoor }) => deactivateOneOf(backdoor, 'alice'),
      ['alice'],
    ],
    ['a new user', ({ backdoor }) => backdoor.createUser({ userName: 'dave' }), ['alice', 'dave']],
    [
      'a new name: the annotation is another one',
      ({ backdoor }) => backdoor.renameUser('bob', 'robert'),
      ['alice', 'robert'],
    ],
    [
      'a tag without influence on the verdict',
      ({ backdoor }) => backdoor.tagUser('bob', { team: 'blue' }),
      ['alice'],
    ],
    ['an exemption', ({ backdoor }) => backdoor.tagUser('alice', EXEMPT), ['alice']],
  ];
  it.each(cases)('%s', async (_, change, expected) => {
    const { account } = await afterFirstRun();
    change(account);
    expect(await usersSentBy(account)).toEqual(expected);
  });

  it('the first run sends all verdicts', async () => {
    const { account } = deployed({ parameters: { reporting: 'Changes' } });
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    expect(await usersSentBy(account)).toEqual(['alice', 'bob']);
  });

  it('a deleted user is sent once', async () => {
    const { account } = await afterFirstRun();
    const bob = account.backdoor.users().find(({ userName }) => userName === 'bob')?.userId;
    account.backdoor.deleteUser('bob');
    expect(await usersSentBy(account)).toEqual([bob, 'alice']);
    expect(await usersSentBy(account)).toEqual(['alice']);
  });

  it('an exempt user is sent in each run, since Config does not list NOT_APPLICABLE results', async () => {
    const { account } = await afterFirstRun();
    account.backdoor.tagUser('alice', EXEMPT);
    await evaluate(account);
    expect(await usersSentBy(account)).toEqual(['alice']);
  });

  it('a run without a verdict to send ends the evaluation with one empty list', async () => {
    const { account, deployment } = await afterFirstRun();
    account.backdoor.deleteUser('alice');
    await evaluate(account);
    const before = callCounts(account)['PutEvaluations'] ?? 0;
    expect(await usersSentBy(account)).toEqual([]);
    expect(callCounts(account)['PutEvaluations']).toBe(before + 1);
    expect(deployment.lines.rule.at(-1)).toMatchObject({ users: 2, COMPLIANT: 2, unchanged: 2 });
  });

  it('the user of a change notification is sent even without a change', async () => {
    const { account } = await afterFirstRun();
    const bob = account.backdoor.users().find(({ userName }) => userName === 'bob')?.userId;
    const event = anEvent(changed({ resourceId: bob }), { ruleParameters: '{"reporting":"Changes"}' });
    const { putEvaluations } = await invokeInTestMode(account, event);
    expect(putEvaluations.map(({ ComplianceResourceId }) => ComplianceResourceId)).toEqual([bob]);
  });
});

/** Invokes the function in test mode; returns the evaluations that it sends. */
async function invokeInTestMode(account: SandboxAccount, event: object) {
  const putEvaluations: Evaluation[] = [];
  account.configRules.failEvaluations((evaluation) => {
    putEvaluations.push(evaluation);
    return false;
  });
  const testEvent = { ...event, resultToken: 'TESTMODE' };
  const { FunctionError } = await account.functions.invoke(NAMES.ruleFunction, testEvent);
  expect(FunctionError).toBeUndefined();
  return { putEvaluations };
}

function deactivateOneOf(backdoor: SandboxAccount['backdoor'], userName: string): void {
  const [, surplus] = backdoor.keysOf(userName);
  backdoor.setKeyStatus(surplus?.accessKeyId ?? '', 'Inactive');
}

describe('reporting All: a run sends all verdicts', () => {
  it.each([{}, { reporting: 'All' }])('%j', async (parameters) => {
    const { account, deployment } = deployed({ parameters });
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    await evaluate(account);
    expect(await usersSentBy(account)).toEqual(['alice', 'bob']);
    expect(deployment.lines.rule.at(-1)).toMatchObject({ unchanged: 0 });
  });
});

describe('reporting Changes without knowledge of the earlier results: a run sends all verdicts', () => {
  const faults: [string, Fault][] = [
    ['GetComplianceDetailsByConfigRule is denied', { kind: 'deny' }],
    ['its answer is malformed', { kind: 'answer', output: { EvaluationResults: [{}] } }],
  ];
  it.each(faults)('%s', async (_, fault) => {
    const { account } = await afterFirstRun();
    account.faults.add(({ operation }) =>
      operation === 'GetComplianceDetailsByConfigRule' ? fault : undefined,
    );
    let error: string | undefined;
    const sent = await usersSentBy(account, async () => {
      error = await evaluate(account);
    });
    expect(sent).toEqual(['alice', 'bob', 'carol']);
    expect(error).toContain('the results of deleted users');
  });

  it.each([
    ['without a compliance type', { ComplianceType: undefined }],
    ['without an annotation', { Annotation: undefined }],
  ])('a result %s counts as changed', async (_, missing) => {
    const { account } = await afterFirstRun();
    const results = account.configRules.results(NAMES.configRule).map((result) => ({
      EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId: result.resourceId } },
      ComplianceType: result.complianceType,
      Annotation: result.annotation,
      ...missing,
    }));
    account.faults.add(({ operation }) =>
      operation === 'GetComplianceDetailsByConfigRule'
        ? { kind: 'answer', output: { EvaluationResults: results } }
        : undefined,
    );
    expect(await usersSentBy(account)).toEqual(['alice', 'bob', 'carol']);
  });
});
