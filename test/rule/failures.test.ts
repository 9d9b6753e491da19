import { describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { addUser, callCounts, dashboard, deployed, evaluate, quiet } from '../support/rule.ts';

/** Lets a fault meet every call of one operation, for one user name if given. */
function always(
  account: ReturnType<typeof deployed>['account'],
  operation: string,
  fault: Fault,
  userName?: string,
) {
  return account.faults.add((call) => {
    const named = (call.input as { UserName?: string }).UserName;
    return call.operation === operation && (userName === undefined || named === userName) ? fault : undefined;
  });
}

describe('an error is never a verdict', () => {
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
    it(`${title}: the user keeps its last result, the others are reported, the run fails and says why`, async () => {
      const { account, deployment } = deployed();
      for (const name of ['alice', 'bob', 'carol']) addUser(account, name, 2);
      await evaluate(account);
      account.backdoor.setKeyStatus(account.backdoor.keysOf('bob')[1]?.accessKeyId ?? '', 'Inactive');
      account.backdoor.setKeyStatus(account.backdoor.keysOf('carol')[1]?.accessKeyId ?? '', 'Inactive');
      always(account, 'ListAccessKeys', fault, 'carol');
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

  it.each(['ListUserTags', 'GetAccessKeyLastUsed'])(
    '%s denied: no result for the user',
    async (operation) => {
      const { account } = deployed();
      addUser(account, 'alice', 2);
      addUser(account, 'bob', 1);
      always(account, operation, { kind: 'deny' });
      expect(await evaluate(account)).toContain('alice: AccessDenied');
      expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
    },
  );

  it('a user whose keys may not be read is not read twice: only what is gone is looked at again', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    always(account, 'ListAccessKeys', { kind: 'deny' });
    await evaluate(account);
    expect(callCounts(account)).toMatchObject({ ListAccessKeys: 1 });
  });

  it('a last use without its structure is no "never used"', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    always(account, 'GetAccessKeyLastUsed', { kind: 'answer', output: { UserName: 'alice' } });
    expect(await evaluate(account)).toContain('GetAccessKeyLastUsed.AccessKeyLastUsed');
    expect(dashboard(account)).toEqual({});
  });

  it('a last use that keeps being unknown is no vanished user', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    const unknown = 'The Access Key with id X cannot be found.';
    account.addOperations('iam', {
      GetAccessKeyLastUsed: () => {
        throw Object.assign(new Error(unknown), { name: 'NoSuchEntityException', httpStatusCode: 404 });
      },
    });
    expect(await evaluate(account)).toContain(`alice: NoSuchEntityException: ${unknown}`);
    expect(deployment.lines.rule[0]).toMatchObject({ vanished: 0, failures: 1 });
  });

  it('spells out the first three failures and counts the rest', async () => {
    const { account } = deployed();
    for (const name of ['a', 'b', 'c', 'd', 'e']) addUser(account, name, 1);
    always(account, 'ListAccessKeys', { kind: 'deny' });
    const error = (await evaluate(account)) ?? '';
    expect(error).toMatch(/^Failed steps of the run: 5 \(users listed: 5\)/);
    expect(error.match(/AccessDenied/g)).toHaveLength(3);
    expect(error).toMatch(/; and 2 more$/);
  });

  it('without permission to list users nothing is reported and nothing retired', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    await evaluate(account);
    always(account, 'ListUsers', { kind: 'deny' });
    expect(await evaluate(account)).toContain('the listing of users: AccessDenied');
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });

  it('without permission to read earlier results the evaluations are there all the same', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    always(account, 'GetComplianceDetailsByConfigRule', { kind: 'deny' });
    expect(await evaluate(account)).toContain('the results of deleted users: AccessDeniedException');
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });
});

describe('retries', () => {
  it('two throttled attempts cost two calls and nothing else', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 1);
    let left = 2;
    account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys' || left === 0) return undefined;
      left -= 1;
      return { kind: 'throttle' };
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(callCounts(account)).toMatchObject({ ListAccessKeys: 3 });
    expect(deployment.lines.rule[0]).toMatchObject({ calls: 6, failures: 0 });
  });
});

describe('evaluations that Config does not take', () => {
  it('FailedEvaluations are sent again', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 1);
    addUser(account, 'bob', 1);
    let first = true;
    account.configRules.failEvaluations(({ ComplianceResourceId }) => {
      const fails = first && ComplianceResourceId === account.backdoor.users()[0]?.userId;
      if (fails) first = false;
      return fails;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT', bob: 'COMPLIANT' });
    const puts = account.calls.filter(({ operation }) => operation === 'PutEvaluations');
    expect(puts.map(({ input }) => (input as { Evaluations: unknown[] }).Evaluations.length)).toEqual([2, 1]);
    expect(deployment.lines.rule[0]).toMatchObject({ failures: 0 });
  });

  it('FailedEvaluations that fail again count as failures', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 1);
    addUser(account, 'bob', 1);
    account.configRules.failEvaluations(({ ComplianceResourceId }) => ComplianceResourceId === alice.userId);
    expect(await evaluate(account)).toContain(
      `${alice.userId}: UnreportedError: AWS Config returned the evaluation in FailedEvaluations twice`,
    );
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
  });

  it('a batch that is refused does not hold up the next one', async () => {
    const { account, deployment } = deployed();
    for (let n = 0; n < 150; n += 1) addUser(account, `user-${n}`, 1);
    const stop = account.faults.add(({ operation }) => {
      if (operation !== 'PutEvaluations') return undefined;
      stop();
      return { kind: 'deny' };
    });
    expect(await evaluate(account)).toMatch(/^Failed steps of the run: 100 /);
    expect(Object.keys(dashboard(account))).toHaveLength(50);
    expect(deployment.lines.rule[0]).toMatchObject({ failures: 100 });
  });
});

describe('the deadline', () => {
  it('a call that hangs: what is ready goes out short of the deadline, then the run fails', async () => {
    const { account } = deployed();
    for (const name of ['alice', 'bob', 'carol']) addUser(account, name, 1);
    always(account, 'ListAccessKeys', { kind: 'hang' }, 'bob');
    const running = evaluate(account);
    await quiet(account);
    account.clock.advance(879_999);
    await quiet(account);
    expect(dashboard(account)).toEqual({});
    account.clock.advance(1);
    expect(await running).toContain(
      'bob: DeadlineError: stopped because the time limit of the function was near',
    );
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT', carol: 'COMPLIANT' });
  });

  it('no new user is begun after it', async () => {
    const { account, deployment } = deployed();
    for (let n = 0; n < 300; n += 1) addUser(account, `user-${n}`, 1);
    let reads = 0;
    account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      reads += 1;
      return reads === 200 ? { kind: 'delay', ms: 890_000 } : undefined;
    });
    expect(await evaluate(account)).toContain('DeadlineError');
    expect(reads).toBeLessThan(210);
    const [line] = deployment.lines.rule;
    expect(line?.COMPLIANT).toBe(Object.keys(dashboard(account)).length);
    expect(line?.COMPLIANT).toBeGreaterThan(190);
    expect(line).toMatchObject({ users: 300, failures: 300 - (line?.COMPLIANT ?? 0) });
  });

  it('a listing that hangs: the run fails and says so', async () => {
    const { account } = deployed();
    always(account, 'ListUsers', { kind: 'hang' });
    const running = evaluate(account);
    await quiet(account);
    account.clock.advance(880_000);
    expect(await running).toContain('the listing of users: DeadlineError');
  });
});
