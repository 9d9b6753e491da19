import { describe, expect, it } from 'vitest';
import { createAttempts } from '../../../bin/history/attempts.ts';
import { readStarters } from '../../../bin/history/read-starters.ts';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { createAutomation } from '../../../sandbox/automation/automation.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { EXECUTION, NOW } from './histories.ts';

/** Reads a number of executions from an Automation that answers in this way. */
async function readWith(fault: Fault | undefined, executions: number) {
  const account = createSandboxAccount({ startAt: NOW });
  const automation = createAutomation({ ...account, invokeFunction: account.functions.invoke });
  account.addOperations('ssm', automation.operations);
  account.faults.add(() => fault);
  const { ssm } = account.connect({ principal: 'reviewer' });
  const attempts = createAttempts(new AbortController().signal, []);
  const progress: string[] = [];
  const starters = await readStarters({
    ssm,
    attempts,
    executions: Array.from(
      { length: executions },
      (_, n) => EXECUTION.slice(0, -2) + String(n).padStart(2, '0'),
    ),
    onProgress: (done, total) => void progress.push(`${done} of ${total}`),
  });
  return { starters: [...starters.values()], unread: attempts.unread, calls: account.calls.length, progress };
}

describe('readStarters', () => {
  it('one call for each execution', async () => {
    const output = { AutomationExecution: { ExecutedBy: 'arn:aws:iam::111122223333:user/alice' } };
    const { starters, unread, calls, progress } = await readWith({ kind: 'answer', output }, 12);
    expect({ calls, unread }).toEqual({ calls: 12, unread: [] });
    expect(starters).toHaveLength(12);
    expect(new Set(starters.map(({ arn }) => arn))).toEqual(
      new Set(['arn:aws:iam::111122223333:user/alice']),
    );
    expect(progress.at(-1)).toBe('12 of 12');
  });

  it('denied: no further call than those under way, and each that was made is named', async () => {
    const { starters, unread, calls, progress } = await readWith({ kind: 'deny' }, 40);
    expect(starters).toEqual([]);
    expect(calls).toBeLessThanOrEqual(5);
    expect(unread).toHaveLength(calls);
    expect(unread[0]).toMatchObject({ what: 'execution', reason: expect.stringContaining('AccessDenied') });
    expect(progress.at(-1)).toBe('40 of 40');
  });

  it('executions that Systems Manager does not have: not kept, and nothing failed', async () => {
    const { starters, unread } = await readWith(undefined, 2);
    expect({ starters, unread }).toEqual({
      starters: Array(2).fill({ arn: null, notKnown: 'NotKept' }),
      unread: [],
    });
  });

  it.each([
    ['no execution', {}],
    ['an execution that is no object', { AutomationExecution: null }],
  ])('an answer with %s is not taken for an answer', async (_, output) => {
    const { starters, unread } = await readWith({ kind: 'answer', output }, 1);
    expect(starters).toEqual([]);
    expect(unread).toMatchObject([{ reason: expect.stringContaining('MalformedAnswerError') }]);
  });
});
