import { describe, expect, it } from 'vitest';
import { runAll } from '../../../bin/runbooks/executions.ts';
import type { RunbookExecution } from '../../../bin/runbooks/runbook-execution.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { readPayloadDirectly } from '../../../sandbox/automation/scripts/without-python.ts';
import { failCall } from '../../support/remediation.ts';
import { addUser, untilNoCalls } from '../../support/rule.ts';
import { operatedAccount } from '../../support/runbooks.ts';

async function withUsers(count: number) {
  const { account, ssm, role } = await operatedAccount({}, { runScript: readPayloadDirectly });
  const requests = Array.from({ length: count }, (_, n) => {
    const { userName, userId } = addUser(account, `user-${n}`, 2);
    return { userName, userId, parameters: { AutomationAssumeRole: role, IAMUserId: userId } };
  });
  const known = new Map<string, RunbookExecution>();
  const interruption = new AbortController();
  const options = {
    ssm,
    document: RUNBOOKS.deactivate.name,
    concurrency: 5,
    wait: (milliseconds: number) => account.clock.wait(milliseconds),
    signal: interruption.signal,
    onExecution: (execution: RunbookExecution) => {
      known.set(execution.userName, execution);
    },
  };
  const statuses = () => Object.fromEntries([...known].map(([name, { status }]) => [name, status]));
  const started = () =>
    account.calls.filter(({ operation }) => operation === 'StartAutomationExecution').length;
  return { account, requests, options, known, statuses, started, interruption };
}

/** A queue whose taker waits for the next item, and not for a time. */
function queue<Item>() {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  return {
    put: (item: Item) => {
      const taker = takers.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    take: () => {
      const item = items.shift();
      return item === undefined ? new Promise<Item>((taker) => takers.push(taker)) : Promise.resolve(item);
    },
  };
}

describe('executions', () => {
  it('are started a second apart, however many may be under way', async () => {
    const { account, requests, options, started } = await withUsers(3);
    const waits = queue<{ readonly milliseconds: number; readonly end: () => void }>();
    const wait = (milliseconds: number) => new Promise<void>((end) => waits.put({ milliseconds, end }));
    const running = runAll(requests, { ...options, wait });
    for (let count = 1; count <= 3; count += 1) {
      const { milliseconds, end } = await waits.take();
      await untilNoCalls(account);
      expect(started()).toBe(count);
      expect(milliseconds).toBe(1_000);
      end();
    }
    await running;
  });

  it('are told of when they are started, and when they have ended', async () => {
    const { requests, options } = await withUsers(1);
    const told: string[] = [];
    await runAll(requests, {
      ...options,
      onExecution: ({ status, automationExecutionId: id }) => told.push(`${status} ${id}`),
    });
    expect(told).toEqual([
      'InProgress a0000000-0000-4000-8000-000000000001',
      'Success a0000000-0000-4000-8000-000000000001',
    ]);
  });

  it('one that fails does not hold up the others', async () => {
    const { account, requests, options, known, statuses } = await withUsers(3);
    account.faults.add(({ operation, input }) =>
      operation === 'UpdateAccessKey' && (input as { UserName: string }).UserName === 'user-1'
        ? { kind: 'deny' }
        : undefined,
    );
    expect(await runAll(requests, options)).toBeUndefined();
    expect(statuses()).toEqual({ 'user-0': 'Success', 'user-1': 'Failed', 'user-2': 'Success' });
    expect(known.get('user-1')).toMatchObject({
      outputs: {},
      failure: expect.stringContaining('AccessDenied'),
    });
  });

  it.each([
    ['is denied', { kind: 'deny' }, 'AccessDeniedException'],
    ['is throttled until the retries end', { kind: 'throttle' }, 'ThrottlingException'],
  ] as const)('after a start that %s nobody else is asked for', async (_, fault, name) => {
    const { account, requests, options, statuses } = await withUsers(9);
    failCall(account, 'StartAutomationExecution', fault, { andAfter: true });
    expect(await runAll(requests, options)).toMatchObject({ name });
    expect(statuses()).toEqual({ 'user-0': 'NotStarted' });
  });

  it('a runbook that is not deployed is a refusal, too', async () => {
    const { requests, options, started } = await withUsers(2);
    expect(await runAll(requests, { ...options, document: 'OneActiveKey-Nothing' })).toMatchObject({
      name: 'AutomationDefinitionNotFoundException',
    });
    expect(started()).toBe(1);
  });

  it('one whose answer is lost is started once, however often the SDK asks', async () => {
    const { account, requests, options, statuses } = await withUsers(1);
    failCall(account, 'StartAutomationExecution', { kind: 'reset', applied: true });
    await runAll(requests, options);
    expect(statuses()).toEqual({ 'user-0': 'Success' });
    expect(account.calls.filter(({ operation }) => operation === 'UpdateAccessKey')).toHaveLength(1);
  });

  it('one of which nobody knows whether it was started is not called unstarted', async () => {
    const { account, requests, options, statuses } = await withUsers(2);
    account.faults.add(({ operation, input }) =>
      operation === 'StartAutomationExecution' && JSON.stringify(input).includes(requests[0]?.userId ?? '')
        ? { kind: 'reset', applied: true }
        : undefined,
    );
    expect(await runAll(requests, options)).toBeUndefined();
    expect(statuses()).toEqual({ 'user-0': 'Unknown', 'user-1': 'Success' });
  });

  it('one that cannot be followed is not known to have failed', async () => {
    const { account, requests, options, known } = await withUsers(1);
    failCall(account, 'GetAutomationExecution', { kind: 'deny' }, { andAfter: true });
    await runAll(requests, options);
    expect([...known.values()]).toMatchObject([
      { status: 'Unknown', automationExecutionId: expect.stringMatching(/^a0/) },
    ]);
  });

  it.each([1, 5, 50])('broken off, of %s at once: no more are started', async (concurrency) => {
    const { requests, options, started, interruption } = await withUsers(9);
    const onExecution = ({ userName }: RunbookExecution) => {
      if (userName === 'user-2') interruption.abort();
    };
    await runAll(requests, { ...options, concurrency, onExecution });
    expect(started()).toBe(3);
  });

  it('broken off while one runs: it is let go as it is known', async () => {
    const { account, requests, options, statuses, interruption } = await withUsers(1);
    const running = { AutomationExecution: { AutomationExecutionStatus: 'InProgress' } };
    failCall(account, 'GetAutomationExecution', { kind: 'answer', output: running }, { andAfter: true });
    const wait = async (milliseconds: number) => {
      if (milliseconds === 2_000) interruption.abort();
      // Nobody waits for the end of this.
      return new Promise<void>(() => {});
    };
    await runAll(requests, { ...options, wait });
    expect(statuses()).toEqual({ 'user-0': 'InProgress' });
  });
});
