import { describe, expect, it } from 'vitest';
import { type Receipt, runAll } from '../../bin/runbooks/executions.ts';
import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { failCall } from '../support/remediation.ts';
import { addUser, quiet } from '../support/rule.ts';
import { operated } from '../support/runbooks.ts';

async function withUsers(count: number) {
  const { account, ssm, role } = await operated({}, { withoutPython: 'passThrough' });
  const jobs = Array.from({ length: count }, (_, n) => {
    const { userName, userId } = addUser(account, `user-${n}`, 2);
    return { userName, userId, parameters: { AutomationAssumeRole: role, IAMUserId: userId } };
  });
  const receipts: Receipt[] = [];
  const interruption = new AbortController();
  const options = {
    ssm,
    document: RUNBOOKS.deactivate.name,
    concurrency: 5,
    wait: (milliseconds: number) => account.clock.wait(milliseconds),
    signal: interruption.signal,
    onReceipt: (receipt: Receipt) => receipts.push(receipt),
  };
  return { account, jobs, options, receipts, interruption };
}

describe('executions', () => {
  it('are started a second apart, however many may be under way', async () => {
    const { account, jobs, options } = await withUsers(3);
    const waits: { readonly milliseconds: number; readonly end: () => void }[] = [];
    const wait = (milliseconds: number) =>
      new Promise<void>((end) => {
        waits.push({ milliseconds, end });
      });
    const started = () =>
      account.calls.filter(({ operation }) => operation === 'StartAutomationExecution').length;
    const running = runAll(jobs, { ...options, wait });
    for (let count = 1; count <= 3; count += 1) {
      await quiet(account);
      expect(started()).toBe(count);
      const [pause] = waits.splice(0);
      expect(pause?.milliseconds).toBe(1_000);
      pause?.end();
    }
    await running;
  });

  it('one that fails does not hold up the others', async () => {
    const { account, jobs, options, receipts } = await withUsers(3);
    account.faults.add(({ operation, input }) =>
      operation === 'UpdateAccessKey' && (input as { UserName: string }).UserName === 'user-1'
        ? { kind: 'deny' }
        : undefined,
    );
    await runAll(jobs, options);
    const statuses = Object.fromEntries(receipts.map(({ userName, status }) => [userName, status]));
    expect(statuses).toEqual({ 'user-0': 'Success', 'user-1': 'Failed', 'user-2': 'Success' });
    expect(receipts.find(({ userName }) => userName === 'user-1')).toMatchObject({
      outputs: {},
      failure: expect.stringContaining('AccessDenied'),
    });
  });

  it('one that cannot be started says why', async () => {
    const { account, jobs, options, receipts } = await withUsers(2);
    failCall(account, 'StartAutomationExecution', { kind: 'deny' });
    await runAll(jobs, options);
    expect(receipts.map(({ status }) => status).toSorted()).toEqual(['NotStarted', 'Success']);
  });

  it('one that cannot be followed is not known to have failed', async () => {
    const { account, jobs, options, receipts } = await withUsers(1);
    failCall(account, 'GetAutomationExecution', { kind: 'deny' }, { andAfter: true });
    await runAll(jobs, options);
    expect(receipts).toMatchObject([
      { status: 'Unknown', automationExecutionId: expect.stringMatching(/^a0/) },
    ]);
  });

  it('a runbook that is not deployed ends it all', async () => {
    const { jobs, options } = await withUsers(2);
    await expect(runAll(jobs, { ...options, document: 'OneActiveKey-Nothing' })).rejects.toThrow();
  });

  it('broken off: no more are started', async () => {
    const { jobs, options, receipts, interruption } = await withUsers(5);
    const onReceipt = (receipt: Receipt) => {
      receipts.push(receipt);
      interruption.abort();
    };
    await runAll(jobs, { ...options, concurrency: 1, onReceipt });
    expect(receipts).toHaveLength(1);
  });
});
