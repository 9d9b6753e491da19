import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../live/questions/all.ts';
import { PERSON } from '../../live/sandbox.ts';
import { MARK, TEST_USER } from '../../live/test-user.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { AwsError, type Call } from '../../sandbox/api.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { aRun, isCallOf } from './a-run.ts';

/** Makes the runbooks look as after an update of the stack. */
function updateRunbooks({ faults }: SandboxAccount, DefaultVersion = '2'): void {
  faults.add((call) => {
    if (!isCallOf('DescribeDocument')(call)) return undefined;
    const { Name } = call.input as { readonly Name: string };
    const Document: DocumentDescription = { Name, DefaultVersion, LatestVersion: '2' };
    return { kind: 'answer', output: { Document } };
  });
}

const ALL_OK = Object.fromEntries(QUESTIONS.map(({ row }) => [String(row), 'OK']));

describe('a run on the sandbox', () => {
  it('answers all questions and removes the test user', async () => {
    const { account, verify, comparisons, testUser, texts } = await aRun({ answers: [true] });
    updateRunbooks(account);
    expect(await verify()).toBe(0);
    expect(comparisons()).toEqual(ALL_OK);
    expect(testUser()).toBeUndefined();
    expect(texts.questions).toHaveLength(1);
    expect(texts.questions[0]).toContain('Account 111122223333, Region us-east-1');
  });

  it('asks ten questions', () => {
    expect(QUESTIONS).toHaveLength(10);
  });

  it('without the stack, the questions about it are not answered, with the reason', async () => {
    const { account, verify, comparisons, texts } = await aRun();
    account.addOperations('ssm', { DescribeDocument: refuse('InvalidDocument') });
    await verify();
    expect(comparisons()).toEqual({ ...ALL_OK, 1: 'NOT ANSWERED', 45: 'NOT ANSWERED' });
    expect(texts.out).toContain('not deployed');
  });

  it('a no ends it before the first write', async () => {
    const { account, verify, testUser, texts } = await aRun({ answers: [false] });
    expect(await verify()).toBe(2);
    expect(testUser()).toBeUndefined();
    expect(account.calls.filter(isCallOf('CreateUser'))).toEqual([]);
    expect(texts.out).toBe('');
  });

  it('writes to no user but the test user', async () => {
    const { account, verify } = await aRun();
    account.backdoor.createUser({ userName: 'alice', tags: { team: 'ops' } });
    account.backdoor.createAccessKey('alice');
    const before = [account.backdoor.tagsOf('alice'), account.backdoor.keysOf('alice')];
    await verify();
    expect([account.backdoor.tagsOf('alice'), account.backdoor.keysOf('alice')]).toEqual(before);
    const changed = account.trail.events
      .filter(({ detail }) => detail.userIdentity.userName !== 'operator')
      .map(({ detail }) => Reflect.get(detail.requestParameters ?? {}, 'userName'));
    expect(new Set(changed)).toEqual(new Set([TEST_USER]));
  });

  it('never prints a secret', async () => {
    const { account, verify, texts } = await aRun();
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    account.faults.add((call) => {
      if (!isCallOf('CreateAccessKey')(call)) return undefined;
      const AccessKeyId = account.backdoor.createAccessKey(TEST_USER);
      return { kind: 'answer', output: { AccessKey: { AccessKeyId, SecretAccessKey: secret } } };
    });
    await verify();
    expect(`${texts.out}${texts.err}${texts.questions}`).not.toContain(secret);
  });
});

describe('the test user', () => {
  it('of somebody else ends the run, and stays', async () => {
    const { account, verify, testUser, texts } = await aRun();
    account.backdoor.createUser({ userName: TEST_USER, tags: { [MARK.Key]: 'another value' } });
    await expect(verify()).rejects.toThrow('one without the tag of this program');
    expect(testUser()).toBeDefined();
    expect(texts.questions).toEqual([]);
  });

  it('of an earlier run is removed after a yes', async () => {
    const { account, verify, testUser, texts } = await aRun();
    account.backdoor.createUser({ userName: TEST_USER, tags: { [MARK.Key]: MARK.Value } });
    account.backdoor.createAccessKey(TEST_USER);
    expect(await verify()).toBe(0);
    expect(testUser()).toBeUndefined();
    expect(texts.questions[0]).toContain('Remove the user');
  });

  it('of an earlier run stays after a no', async () => {
    const { account, verify, testUser } = await aRun({ answers: [false] });
    account.backdoor.createUser({ userName: TEST_USER, tags: { [MARK.Key]: MARK.Value } });
    expect(await verify()).toBe(2);
    expect(testUser()).toBeDefined();
  });

  it.each([
    'PutUserPolicy',
    'CreateAccessKey',
    'ListAccessKeys',
    'UpdateAccessKey',
    'TagUser',
    'StartAutomationExecution',
    'GetCallerIdentity',
    'LookupEvents',
  ])('is gone also if %s fails', async (operation) => {
    const { account, verify, testUser, texts } = await aRun();
    const isBegun = () => account.calls.some(isCallOf('CreateUser'));
    const stop = account.faults.add((call) => when(isBegun() && isCallOf(operation)(call), { kind: 'deny' }));
    account.faults.add((call) => {
      // AWS recovers before the removal, which begins with this call and lists the keys.
      if (isBegun() && isCallOf('GetUser')(call) && call.principal === PERSON) stop();
      return undefined;
    });
    await verify();
    expect(account.calls.filter(isCallOf(operation)).map(({ outcome }) => outcome)).toContainEqual(
      expect.stringMatching(/^AccessDenied/),
    );
    expect(testUser()).toBeUndefined();
    expect(texts.err).not.toContain('by hand');
  });

  it('is removed if the answer to its creation is lost', async () => {
    const { account, verify, testUser } = await aRun();
    account.faults.add(once(isCallOf('CreateUser'), { kind: 'reset', applied: true }));
    expect(await verify()).toBe(1);
    expect(testUser()).toBeUndefined();
  });

  it.each(['CreateAccessKey', 'UpdateAccessKey', 'TagUser', 'GetParametersByPath'])(
    'is gone also if the program is interrupted at %s',
    async (operation) => {
      const { account, verify, interrupt, testUser } = await aRun();
      account.faults.add((call) => {
        if (isCallOf(operation)(call)) interrupt();
        return undefined;
      });
      expect(await verify()).toBe(130);
      expect(testUser()).toBeUndefined();
    },
  );

  it('that cannot be removed is said, with the commands', async () => {
    const { account, verify, texts } = await aRun();
    account.faults.add((call) => (isCallOf('DeleteUser')(call) ? { kind: 'deny' } : undefined));
    expect(await verify()).toBe(1);
    expect(texts.err).toContain(`aws iam delete-user --user-name ${TEST_USER}`);
  });
});

describe('DIFFERS is printed, with the exit code 1,', () => {
  const never = { ServiceName: 'N/A', Region: 'N/A' };

  it.each<[number, string, (account: SandboxAccount) => void]>([
    [45, 'if an old version of a runbook is the default', (account) => updateRunbooks(account, '1')],
    [
      197,
      'if an empty path is denied',
      ({ faults }) =>
        void faults.add((call) => when(isCallOf('GetParametersByPath')(call), { kind: 'deny' })),
    ],
    [
      13,
      'if the ARN of a user is not the resource',
      ({ faults }) =>
        void faults.add((call) =>
          when(isByUser(call) && isCallOf('GetAccessKeyLastUsed')(call), { kind: 'deny' }),
        ),
    ],
    [
      36,
      'if an attempt moves the last use',
      ({ faults, clock }) =>
        void faults.add((call) =>
          when(isCallOf('GetAccessKeyLastUsed')(call), {
            kind: 'answer',
            output: { AccessKeyLastUsed: { ...never, LastUsedDate: clock.now() } },
          }),
        ),
    ],
    [
      5,
      'if a deleted key has another error',
      ({ faults, calls, addOperations }) =>
        void faults.add((call) => {
          if (isCallOf('GetAccessKeyLastUsed')(call) && calls.some(isCallOf('DeleteAccessKey'))) {
            addOperations('iam', { GetAccessKeyLastUsed: refuse('ValidationError') });
          }
          return undefined;
        }),
    ],
    [
      120,
      'if some of the tags are added',
      ({ faults, backdoor }) =>
        void faults.add((call) => {
          const isMore = isCallOf('TagUser')(call) && JSON.stringify(call.input).includes('-more-');
          if (isMore) backdoor.tagUser(TEST_USER, { 'one-active-key-verification-more-1': 'x' });
          return undefined;
        }),
    ],
  ])('row %i: %s', async (row, _title, change) => {
    const { account, verify, comparisons } = await aRun();
    change(account);
    expect(await verify()).toBe(1);
    expect(comparisons()[row]).toBe('DIFFERS');
  });

  it('row 3: if the keys are old for half a minute', async () => {
    const { account, verify, comparisons } = await aRun();
    account.faults.add((call) => {
      if (!isCallOf('ListAccessKeys')(call) || account.calls.some(isCallOf('GetParametersByPath')))
        return undefined;
      const keys = account.backdoor.keysOf(TEST_USER).map(({ accessKeyId }) => accessKeyId);
      const AccessKeyMetadata = keys.map((AccessKeyId) => ({ AccessKeyId, Status: 'Active' }));
      return { kind: 'answer', output: { AccessKeyMetadata, IsTruncated: false } };
    });
    expect(await verify()).toBe(1);
    expect(comparisons()[3]).toBe('DIFFERS');
  });

  it('row 49: if the events have other fields', async () => {
    const { account, verify, comparisons } = await aRun();
    const detail = { eventName: 'CreateAccessKey', requestParameters: { user: TEST_USER } };
    account.addOperations('cloudtrail', {
      LookupEvents: () => ({ Events: [{ CloudTrailEvent: JSON.stringify(detail) }] }),
    });
    expect(await verify()).toBe(1);
    expect(comparisons()[49]).toBe('DIFFERS');
  });

  it('row 1: if the execution fails', async () => {
    const { account, verify, comparisons } = await aRun();
    account.addOperations('ssm', {
      GetAutomationExecution: () => ({ AutomationExecution: { AutomationExecutionStatus: 'Failed' } }),
    });
    expect(await verify()).toBe(1);
    expect(comparisons()[1]).toBe('DIFFERS');
  });
});

describe('NOT ANSWERED is printed', () => {
  it('rows 60 and 36: if the first use is not shown', async () => {
    const { account, verify, comparisons } = await aRun();
    account.faults.add((call) =>
      when(isCallOf('GetAccessKeyLastUsed')(call) && !isByUser(call), {
        kind: 'answer',
        output: { AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } },
      }),
    );
    await verify();
    expect(comparisons()).toMatchObject({ 60: 'NOT ANSWERED', 36: 'NOT ANSWERED' });
  });

  it('row 5: if AWS fails, or limits the rate', async () => {
    for (const fault of [{ kind: 'fail', applied: false }, { kind: 'throttle' }] as const) {
      const { account, verify, comparisons } = await aRun();
      account.faults.add((call) =>
        when(
          isCallOf('GetAccessKeyLastUsed')(call) && account.calls.some(isCallOf('DeleteAccessKey')),
          fault,
        ),
      );
      expect(await verify()).toBe(0);
      expect(comparisons()[5]).toBe('NOT ANSWERED');
    }
  });

  it('row 197: if the path holds a parameter, or the list is none', async () => {
    for (const Parameters of [[{ Name: '/one-active-key-verification/x' }], undefined]) {
      const { account, verify, comparisons } = await aRun();
      account.faults.add((call) =>
        when(isCallOf('GetParametersByPath')(call), { kind: 'answer', output: { Parameters } }),
      );
      await verify();
      expect(comparisons()[197]).toBe('NOT ANSWERED');
    }
  });

  it('row 49: if the events do not come', async () => {
    const { account, verify, comparisons } = await aRun();
    account.addOperations('cloudtrail', { LookupEvents: () => ({ Events: [] }) });
    expect(await verify()).toBe(0);
    expect(comparisons()[49]).toBe('NOT ANSWERED');
  });
});

/** An operation that refuses every call with this error. */
const refuse = (name: string) => (): never => {
  throw new AwsError(name, 'Refused.');
};

const isByUser = ({ principal }: Call): boolean => principal === `user/${TEST_USER}`;

const when = (isWanted: boolean, fault: Fault): Fault | undefined => (isWanted ? fault : undefined);

/** A fault of the first call that is wanted. */
function once(isWanted: (call: Call) => boolean, fault: Fault) {
  let isDone = false;
  return (call: Call): Fault | undefined => {
    if (isDone || !isWanted(call)) return undefined;
    isDone = true;
    return fault;
  };
}
