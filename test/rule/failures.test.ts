import { describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { addUser, callCounts, dashboard, deployed, evaluate, untilNoCalls } from '../support/rule.ts';

/** Injects a fault into every call of an operation; with `userName`, only into the calls for this user. */
function failEveryCall(
  account: ReturnType<typeof deployed>['account'],
  operation: string,
  fault: Fault,
  userName?: string,
) {
  return account.faults.add((call) => {
    const callUserName = (call.input as { UserName?: string }).UserName;
    return call.operation === operation && (userName === undefined || callUserName === userName)
      ? fault
      : undefined;
  });
}

describe('an error of AWS never becomes a verdict', () => {
  const faults: [string, Fault, string][] = [
    ['denied', { kind: 'deny' }, 'AccessDenied: User: arn:aws:sts::111122223333'],
    ['throttled until the retries end', { kind: 'throttle' }, 'Throttling: Rate exceeded'],
    ['a server error', { kind: 'fail', applied: false }, 'ServiceFailureException: '],
    ['a lost connection', { kind: 'reset', applied: false }, 'TimeoutError: '],
    [
      'an answer without keys',
      { kind: 'answer', output: {} },
      'MalformedAnswerError: ListAccessKeys.AccessKeyMetadata',
    ],
    [
      'a key without status',
      {
        kind: 'answer',
        output: { AccessKeyMetadata: [{ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', CreateDate: new Date(0) }] },
      },
      'MalformedAnswerError: ListAccessKeys.Status: expected a value in the answer of AWS; received nothing',
    ],
  ];
  for (const [title, fault, message] of faults) {
    it(`${title}: the last result of the user stays, all other users are reported, and the error of the run names the cause`, async () => {
      const { account, deployment } = deployed();
      for (const name of ['alice', 'bob', 'carol']) addUser(account, name, 2);
      await evaluate(account);
      account.backdoor.setKeyStatus(account.backdoor.keysOf('bob')[1]?.accessKeyId ?? '', 'Inactive');
      account.backdoor.setKeyStatus(account.backdoor.keysOf('carol')[1]?.accessKeyId ?? '', 'Inactive');
      failEveryCall(account, 'ListAccessKeys', fault, 'carol');
      account.clock.advance(1_000);
      const error = await evaluate(account);
      expect(error).toContain(
        `Failed steps of the run: 1 (users listed: 3); all other evaluations were reported. carol: ${message}`,
      );
      expect(dashboard(account)).toEqual({
        alice: 'NON_COMPLIANT',
        bob: 'COMPLIANT',
        carol: 'NON_COMPLIANT',
      });
      expect(deployment.lines.rule[1]).toMatchObject({
        users: 3,
        COMPLIANT: 1,
        NON_COMPLIANT: 1,
        failures: 1,
      });
    });
  }

  it.each(['GetUser', 'GetAccessKeyLastUsed'])('%s is denied: the user gets no result', async (operation) => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    failEveryCall(account, operation, { kind: 'deny' });
    expect(await evaluate(account)).toContain('alice: AccessDenied');
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
  });

  it('a user is not read again after a denial, since only a deleted user or key is a reason to read again', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    failEveryCall(account, 'ListAccessKeys', { kind: 'deny' });
    await evaluate(account);
    expect(callCounts(account)).toMatchObject({ ListAccessKeys: 1 });
  });

  it('an answer without AccessKeyLastUsed does not mean that the key was never used', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    failEveryCall(account, 'GetAccessKeyLastUsed', { kind: 'answer', output: { UserName: 'alice' } });
    expect(await evaluate(account)).toContain('GetAccessKeyLastUsed.AccessKeyLastUsed');
    expect(dashboard(account)).toEqual({});
  });

  it('a key that GetAccessKeyLastUsed never finds is a failure, not a deleted user', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    const message = 'The Access Key with id X cannot be found.';
    account.addOperations('iam', {
      GetAccessKeyLastUsed: () => {
        throw Object.assign(new Error(message), { name: 'NoSuchEntityException', httpStatusCode: 404 });
      },
    });
    expect(await evaluate(account)).toContain(`alice: NoSuchEntityException: ${message}`);
    expect(deployment.lines.rule[0]).toMatchObject({ vanished: 0, failures: 1 });
  });

  it('the error describes the first three failures and counts the others', async () => {
    const { account } = deployed();
    for (const name of ['a', 'b', 'c', 'd', 'e']) addUser(account, name, 1);
    failEveryCall(account, 'ListAccessKeys', { kind: 'deny' });
    const error = (await evaluate(account)) ?? '';
    expect(error).toMatch(/^Failed steps of the run: 5 \(users listed: 5\)/);
    expect(error.match(/AccessDenied/g)).toHaveLength(3);
    expect(error).toMatch(/; and 2 more$/);
  });

  it('ListUsers is denied: no verdict is reported, and no result becomes NOT_APPLICABLE', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    await evaluate(account);
    failEveryCall(account, 'ListUsers', { kind: 'deny' });
    expect(await evaluate(account)).toContain('the listing of users: AccessDenied');
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });

  it('GetComplianceDetailsByConfigRule is denied: the verdicts are reported all the same', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    failEveryCall(account, 'GetComplianceDetailsByConfigRule', { kind: 'deny' });
    expect(await evaluate(account)).toContain('the results of deleted users: AccessDeniedException');
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });
});

describe('retries', () => {
  it('two throttled attempts lead to two additional calls and to no failure', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 1);
    let faultsLeft = 2;
    account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys' || faultsLeft === 0) return undefined;
      faultsLeft -= 1;
      return { kind: 'throttle' };
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(callCounts(account)).toMatchObject({ ListAccessKeys: 3 });
    expect(deployment.lines.rule[0]).toMatchObject({ calls: 7, failures: 0 });
  });
});

describe('evaluations that Config does not accept', () => {
  it('the evaluations in FailedEvaluations are sent again', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 1);
    addUser(account, 'bob', 1);
    let isFirst = true;
    account.configRules.failEvaluations(({ ComplianceResourceId }) => {
      const fails = isFirst && ComplianceResourceId === account.backdoor.users()[0]?.userId;
      if (fails) isFirst = false;
      return fails;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT', bob: 'COMPLIANT' });
    const puts = account.calls.filter(({ operation }) => operation === 'PutEvaluations');
    expect(puts.map(({ input }) => (input as { Evaluations: unknown[] }).Evaluations.length)).toEqual([2, 1]);
    expect(deployment.lines.rule[0]).toMatchObject({ failures: 0 });
  });

  it('an evaluation that is twice in FailedEvaluations is a failure', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 1);
    addUser(account, 'bob', 1);
    account.configRules.failEvaluations(({ ComplianceResourceId }) => ComplianceResourceId === alice.userId);
    expect(await evaluate(account)).toContain(
      `${alice.userId}: UnreportedError: AWS Config returned the evaluation in FailedEvaluations twice`,
    );
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
  });

  it('a batch that Config refuses does not stop the next batch', async () => {
    const { account, deployment } = deployed();
    for (let n = 0; n < 150; n += 1) addUser(account, `user-${n}`, 1);
    const removeFault = account.faults.add(({ operation }) => {
      if (operation !== 'PutEvaluations') return undefined;
      removeFault();
      return { kind: 'deny' };
    });
    expect(await evaluate(account)).toMatch(/^Failed steps of the run: 100 /);
    expect(Object.keys(dashboard(account))).toHaveLength(50);
    expect(deployment.lines.rule[0]).toMatchObject({ failures: 100 });
  });
});

describe('the deadline', () => {
  it('a call hangs: shortly before the deadline, the run reports the verdicts that it has, and fails', async () => {
    const { account } = deployed();
    for (const name of ['alice', 'bob', 'carol']) addUser(account, name, 1);
    failEveryCall(account, 'ListAccessKeys', { kind: 'hang' }, 'bob');
    const run = evaluate(account);
    await untilNoCalls(account);
    account.clock.advance(878_999);
    await untilNoCalls(account);
    expect(dashboard(account)).toEqual({});
    account.clock.advance(1);
    expect(await run).toContain(
      'bob: DeadlineError: stopped because the time limit of the function was near',
    );
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT', carol: 'COMPLIANT' });
  });

  it('after the deadline, the run begins no other user', async () => {
    const { account, deployment } = deployed();
    for (let n = 0; n < 300; n += 1) addUser(account, `user-${n}`, 1);
    let reads = 0;
    account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      reads += 1;
      return reads === 200 ? { kind: 'delay', ms: 880_000 } : undefined;
    });
    expect(await evaluate(account)).toContain('DeadlineError');
    expect(reads).toBeLessThan(210);
    const [line] = deployment.lines.rule;
    expect(line?.COMPLIANT).toBe(Object.keys(dashboard(account)).length);
    expect(line?.COMPLIANT).toBeGreaterThanOrEqual(190);
    expect(line).toMatchObject({ users: 300, failures: 300 - (line?.COMPLIANT ?? 0) });
  });

  it('the listing of users hangs: the run fails, and its error names the listing', async () => {
    const { account } = deployed();
    failEveryCall(account, 'ListUsers', { kind: 'hang' });
    const run = evaluate(account);
    await untilNoCalls(account);
    account.clock.advance(880_000);
    await untilNoCalls(account);
    account.clock.advance(17_500);
    expect(await run).toMatch(
      / the listing of users: DeadlineError: .* the second listing of users: DeadlineError/,
    );
  });
});
