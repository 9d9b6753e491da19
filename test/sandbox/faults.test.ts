import {
  ConfigServiceServiceException,
  DescribeConfigRulesCommand,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import {
  IAMServiceException,
  ListUsersCommand,
  ServiceFailureException,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetDocumentCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { refusalOf } from './refusal.ts';

/** An account in which alice has one active key, and the request to deactivate it. */
function anAccount() {
  const account = createSandboxAccount();
  account.backdoor.createUser({ userName: 'alice' });
  const AccessKeyId = account.backdoor.createAccessKey('alice');
  const deactivate = new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId, Status: 'Inactive' });
  const statuses = () => account.backdoor.keysOf('alice').map(({ status }) => status);
  const { iam, config } = account.connect({ principal: 'tester' });
  const outcomes = () => account.calls.map(({ outcome }) => outcome);
  return { account, iam, config, deactivate, statuses, outcomes };
}

/** The fault for the first `count` attempts, then no fault. */
function faultTimes(count: number, fault: Fault) {
  let faultsLeft = count;
  return () => (faultsLeft-- > 0 ? fault : undefined);
}

describe('A throttled request', () => {
  it('is retried by the SDK: two throttles and a success are three attempts', async () => {
    const { account, iam, outcomes } = anAccount();
    account.faults.add(faultTimes(2, { kind: 'throttle' }));
    const { $metadata } = await iam.send(new ListUsersCommand({}));
    expect(outcomes()).toEqual(['Throttling', 'Throttling', 'ok']);
    expect($metadata.attempts).toBe(3);
  });

  it('fails after the last attempt', async () => {
    const { account, iam, outcomes } = anAccount();
    account.faults.add(() => ({ kind: 'throttle' }));
    const refusal = await refusalOf(iam.send(new ListUsersCommand({})));
    expect(refusal).toBeInstanceOf(IAMServiceException);
    expect(refusal).toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    expect(outcomes()).toHaveLength(3);
  });

  it('is attempted as often as the connection allows', async () => {
    const { account, outcomes } = anAccount();
    account.faults.add(() => ({ kind: 'throttle' }));
    const { iam } = account.connect({ principal: 'tester', maxAttempts: 1 });
    await refusalOf(iam.send(new ListUsersCommand({})));
    expect(outcomes()).toEqual(['Throttling']);
  });

  it('has the name that Config gives it', async () => {
    const { account, config } = anAccount();
    account.faults.add(() => ({ kind: 'throttle' }));
    const refusal = await refusalOf(config.send(new DescribeConfigRulesCommand({})));
    expect(refusal).toBeInstanceOf(ConfigServiceServiceException);
    expect(refusal).toMatchObject({ name: 'ThrottlingException', $fault: 'client' });
  });
});

describe('A denied request', () => {
  it('fails at once, with the message of IAM', async () => {
    const { account, iam, deactivate, outcomes } = anAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    expect(await refusalOf(iam.send(deactivate))).toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::111122223333:assumed-role/tester/tester is not authorized to perform: ' +
        'iam:UpdateAccessKey on resource: user alice because no identity-based policy allows the ' +
        'iam:UpdateAccessKey action',
      $metadata: { httpStatusCode: 403 },
    });
    expect(outcomes()).toEqual(['AccessDenied']);
  });

  it('has the name that Config gives it', async () => {
    const { account, config } = anAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    const refusal = await refusalOf(config.send(new PutEvaluationsCommand({ ResultToken: 'token' })));
    expect(refusal).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
  });

  it('changes nothing', async () => {
    const { account, iam, deactivate, statuses } = anAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    await refusalOf(iam.send(deactivate));
    expect(statuses()).toEqual(['Active']);
  });
});

describe('A failed write', () => {
  it.each(['fail', 'reset'] as const)('took effect if it was applied: %s', async (kind) => {
    const { account, iam, deactivate, statuses } = anAccount();
    account.faults.add(() => ({ kind, applied: true }));
    await refusalOf(iam.send(deactivate));
    expect(statuses()).toEqual(['Inactive']);
  });

  it.each(['fail', 'reset'] as const)('did not take effect if it was not applied: %s', async (kind) => {
    const { account, iam, deactivate, statuses } = anAccount();
    account.faults.add(() => ({ kind, applied: false }));
    await refusalOf(iam.send(deactivate));
    expect(statuses()).toEqual(['Active']);
  });

  it('is retried, since the SDK treats status 500 as transient', async () => {
    const { account, iam, deactivate, outcomes } = anAccount();
    account.faults.add(faultTimes(1, { kind: 'fail', applied: true }));
    await iam.send(deactivate);
    expect(outcomes()).toEqual(['ServiceFailureException', 'ok']);
  });

  it('has the exception class of the SDK', async () => {
    const { account, iam, deactivate } = anAccount();
    account.faults.add(() => ({ kind: 'fail', applied: false }));
    expect(await refusalOf(iam.send(deactivate))).toBeInstanceOf(ServiceFailureException);
  });

  it('has the name that Config gives it', async () => {
    const { account, config } = anAccount();
    account.faults.add(() => ({ kind: 'fail', applied: false }));
    expect(await refusalOf(config.send(new DescribeConfigRulesCommand({})))).toMatchObject({
      name: 'InternalFailure',
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('does not hide an operation that the sandbox does not support', async () => {
    const { account } = anAccount();
    account.faults.add(() => ({ kind: 'fail', applied: true }));
    const { ssm } = account.connect({ principal: 'tester' });
    const refusal = await refusalOf(ssm.send(new GetDocumentCommand({ Name: 'OneActiveKey' })));
    expect(refusal.message).toBe('The sandbox does not serve ssm:GetDocument');
  });

  it('is a broken connection for the SDK after a reset', async () => {
    const { account, iam, deactivate } = anAccount();
    account.faults.add(() => ({ kind: 'reset', applied: false }));
    expect(await refusalOf(iam.send(deactivate))).toMatchObject({ code: 'ECONNRESET', name: 'TimeoutError' });
  });

  it('hides a refusal too, since every answer is lost', async () => {
    const { account, iam } = anAccount();
    account.faults.add(faultTimes(1, { kind: 'fail', applied: true }));
    const AccessKeyId = 'AKIAI44QH8DHBEXAMPLE';
    const command = new UpdateAccessKeyCommand({ UserName: 'nobody', AccessKeyId, Status: 'Inactive' });
    expect((await refusalOf(iam.send(command))).name).toBe('NoSuchEntityException');
    expect(account.calls.map(({ outcome }) => outcome)).toEqual([
      'ServiceFailureException',
      'NoSuchEntityException',
    ]);
  });
});

describe('A request that hangs', () => {
  it('ends when the caller gives up, and is not retried', async () => {
    const { account, iam, deactivate, outcomes, statuses } = anAccount();
    account.faults.add(() => ({ kind: 'hang' }));
    const abortSignal = account.clock.deadlineIn(5_000);
    const request = iam.send(deactivate, { abortSignal });
    await new Promise((resolve) => setImmediate(resolve));
    expect(outcomes()).toEqual(['pending']);
    account.clock.advance(5_000);
    expect((await refusalOf(request)).name).toBe('AbortError');
    expect(outcomes()).toEqual(['AbortError']);
    expect(statuses()).toEqual(['Active']);
  });

  it('is never sent if the caller has given up before', async () => {
    const { iam, deactivate, outcomes } = anAccount();
    const request = iam.send(deactivate, { abortSignal: AbortSignal.abort() });
    expect((await refusalOf(request)).name).toBe('AbortError');
    expect(outcomes()).toEqual([]);
  });
});

describe('A delayed request', () => {
  it('is served after the delay in virtual time', async () => {
    const { account, iam, deactivate } = anAccount();
    const before = account.clock.now().getTime();
    account.faults.add(faultTimes(1, { kind: 'delay', ms: 90_000 }));
    await iam.send(deactivate);
    expect(account.clock.now().getTime() - before).toBe(90_000);
  });

  it('has no effect if the caller gave up during the delay', async () => {
    const { account, iam, deactivate, statuses } = anAccount();
    account.faults.add(() => ({ kind: 'delay', ms: 90_000 }));
    const request = iam.send(deactivate, { abortSignal: account.clock.deadlineIn(60_000) });
    expect((await refusalOf(request)).name).toBe('AbortError');
    await new Promise((resolve) => setImmediate(resolve));
    expect(statuses()).toEqual(['Active']);
  });
});

describe('Faults', () => {
  it('can return an answer that no service returns', async () => {
    const { account, iam } = anAccount();
    account.faults.add(() => ({ kind: 'answer', output: { IsTruncated: true } }));
    const answer = await iam.send(new ListUsersCommand({}));
    expect(answer).toEqual({ $metadata: expect.anything(), IsTruncated: true });
  });

  it('end when they are removed', async () => {
    const { account, iam, outcomes } = anAccount();
    const remove = account.faults.add(() => ({ kind: 'throttle' }));
    remove();
    await iam.send(new ListUsersCommand({}));
    expect(outcomes()).toEqual(['ok']);
  });

  it('apply only to the calls that they select', async () => {
    const { account, iam, deactivate, outcomes } = anAccount();
    account.faults.add(({ operation }) => (operation === 'ListUsers' ? { kind: 'deny' } : undefined));
    await iam.send(deactivate);
    await refusalOf(iam.send(new ListUsersCommand({})));
    expect(outcomes()).toEqual(['ok', 'AccessDenied']);
  });
});
