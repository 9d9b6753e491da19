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
  const executions = new Map<string, RunbookExecution>();
  const interruption = new AbortController();
  const options = {
    ssm,
    document: RUNBOOKS.deactivate.name,
    concurrency: 5,
    wait: (milliseconds: number) => account.clock.wait(milliseconds),
    signal: interruption.signal,
    onExecution: (execution: RunbookExecution) => {
      executions.set(execution.userName, execution);
    },
  };
  const statuses = () => Object.fromEntries([...executions].map(([name, { status }]) => [name, status]));
  const started = () =>
    account.calls.filter(({ operation }) => operation === 'StartAutomationExecution').length;
  return { account, requests, options, executions, statuses, started, interruption };
}

/** A queue in which `take` waits for the next item. */
function createQueue<Item>() {
  const items: Item[] = [];
  const waiting: ((item: Item) => void)[] = [];
  return {
    put: (item: Item) => {
      const resolve = waiting.shift();
      if (resolve) resolve(item);
      else items.push(item);
    },
    take: () => {
      const item = items.shift();
      return item === undefined
        ? new Promise<Item>((resolve) => waiting.push(resolve))
        : Promise.resolve(item);
    },
  };
}

describe('the executions of a batch', () => {
  it('are started a second apart, even if more may run at the same time', async () => {
    const { account, requests, options, started } = await withUsers(3);
    const waits = createQueue<{ readonly milliseconds: number; readonly end: () => void }>();
    const wait = (milliseconds: number) => new Promise<void>((end) => waits.put({ milliseconds, end }));
    const runs = runAll(requests, { ...options, wait });
    for (let count = 1; count <= 3; count += 1) {
      const { milliseconds, end } = await waits.take();
      await untilNoCalls(account);
      expect(started()).toBe(count);
      expect(milliseconds).toBe(1_000);
      end();
    }
    await runs;
  });

  it('are reported when they are started and when they have ended', async () => {
    const { requests, options } = await withUsers(1);
    const reported: string[] = [];
    await runAll(requests, {
      ...options,
      onExecution: ({ status, automationExecutionId: id }) => reported.push(`${status} ${id}`),
    });
    expect(reported).toEqual([
      'InProgress a0000000-0000-4000-8000-000000000001',
      'Success a0000000-0000-4000-8000-000000000001',
    ]);
  });

  it('continue if one of them fails', async () => {
    const { account, requests, options, executions, statuses } = await withUsers(3);
    account.faults.add(({ operation, input }) =>
      operation === 'UpdateAccessKey' && (input as { UserName: string }).UserName === 'user-1'
        ? { kind: 'deny' }
        : undefined,
    );
    expect(await runAll(requests, options)).toBeUndefined();
    expect(statuses()).toEqual({ 'user-0': 'Success', 'user-1': 'Failed', 'user-2': 'Success' });
    expect(executions.get('user-1')).toMatchObject({
      outputs: {},
      failure: expect.stringContaining('AccessDenied'),
    });
  });

  it.each([
    ['is denied', { kind: 'deny' }, 'AccessDeniedException'],
    ['is throttled until the retries end', { kind: 'throttle' }, 'ThrottlingException'],
  ] as const)('end after a start that %s', async (_, fault, name) => {
    const { account, requests, options, statuses } = await withUsers(9);
    failCall(account, 'StartAutomationExecution', fault, { andAfter: true });
    expect(await runAll(requests, options)).toMatchObject({ name });
    expect(statuses()).toEqual({ 'user-0': 'NotStarted' });
  });

  it('end if the runbook is not deployed', async () => {
    const { requests, options, started } = await withUsers(2);
    expect(await runAll(requests, { ...options, document: 'OneActiveKey-Nothing' })).toMatchObject({
      name: 'AutomationDefinitionNotFoundException',
    });
    expect(started()).toBe(1);
  });

  it('are started once if the answer is lost and the SDK retries', async () => {
    const { account, requests, options, statuses } = await withUsers(1);
    failCall(account, 'StartAutomationExecution', { kind: 'reset', applied: true });
    await runAll(requests, options);
    expect(statuses()).toEqual({ 'user-0': 'Success' });
    expect(account.calls.filter(({ operation }) => operation === 'UpdateAccessKey')).toHaveLength(1);
  });

  it('have the status Unknown if the answers of all attempts to start are lost', async () => {
    const { account, requests, options, statuses } = await withUsers(2);
    account.faults.add(({ operation, input }) =>
      operation === 'StartAutomationExecution' && JSON.stringify(input).includes(requests[0]?.userId ?? '')
        ? { kind: 'reset', applied: true }
        : undefined,
    );
    expect(await runAll(requests, options)).toBeUndefined();
    expect(statuses()).toEqual({ 'user-0': 'Unknown', 'user-1': 'Success' });
  });

  it('have the status Unknown if their progress cannot be read', async () => {
    const { account, requests, options, executions } = await withUsers(1);
    failCall(account, 'GetAutomationExecution', { kind: 'deny' }, { andAfter: true });
    await runAll(requests, options);
    expect([...executions.values()]).toMatchObject([
      { status: 'Unknown', automationExecutionId: expect.stringMatching(/^a0/) },
    ]);
  });

  it.each([1, 5, 50])(
    'an interruption with a concurrency of %s: no other execution is started',
    async (concurrency) => {
      const { requests, options, started, interruption } = await withUsers(9);
      const onExecution = ({ userName }: RunbookExecution) => {
        if (userName === 'user-2') interruption.abort();
      };
      await runAll(requests, { ...options, concurrency, onExecution });
      expect(started()).toBe(3);
    },
  );

  it('an interruption during an execution: its last known status is reported', async () => {
    const { account, requests, options, statuses, interruption } = await withUsers(1);
    const running = { AutomationExecution: { AutomationExecutionStatus: 'InProgress' } };
    failCall(account, 'GetAutomationExecution', { kind: 'answer', output: running }, { andAfter: true });
    const wait = async (milliseconds: number) => {
      if (milliseconds === 2_000) interruption.abort();
      // The interruption must end the wait, so that this promise never resolves.
      return new Promise<void>(() => {});
    };
    await runAll(requests, { ...options, wait });
    expect(statuses()).toEqual({ 'user-0': 'InProgress' });
  });
});
