import { describe, expect, it } from 'vitest';
import { createAttempts } from '../../../../bin/commands/history/attempts.ts';
import { readExecutions } from '../../../../bin/commands/history/read-executions.ts';
import { createSandboxAccount } from '../../../../sandbox/account.ts';
import { createAutomation } from '../../../../sandbox/automation/automation.ts';
import type { Fault } from '../../../../sandbox/faults.ts';
import { ALICE, EXECUTION, NOW } from './histories.ts';

/** Reads a number of executions from an Automation that answers in this way. */
async function readWith(fault: Fault | undefined, executions: number) {
  const account = createSandboxAccount({ startAt: NOW });
  const automation = createAutomation({ ...account, invokeFunction: account.functions.invoke });
  account.addOperations('ssm', automation.operations);
  account.faults.add(() => fault);
  const { ssm } = account.connect({ principal: 'reviewer' });
  const attempts = createAttempts(new AbortController().signal, []);
  const progress: string[] = [];
  const found = await readExecutions({
    ssm,
    attempts,
    executions: Array.from(
      { length: executions },
      (_, n) => EXECUTION.slice(0, -2) + String(n).padStart(2, '0'),
    ),
    onProgress: (done, total) => void progress.push(`${done} of ${total}`),
  });
  return { executions: [...found.values()], unread: attempts.unread, calls: account.calls.length, progress };
}

describe('readExecutions', () => {
  it('one call for each execution', async () => {
    const output = { AutomationExecution: { ExecutedBy: 'arn:aws:iam::111122223333:user/alice' } };
    const { executions, unread, calls, progress } = await readWith({ kind: 'answer', output }, 12);
    expect({ calls, unread }).toEqual({ calls: 12, unread: [] });
    expect(executions).toHaveLength(12);
    expect(new Set(executions.map(({ starter }) => starter.arn))).toEqual(
      new Set(['arn:aws:iam::111122223333:user/alice']),
    );
    expect(progress.at(-1)).toBe('12 of 12');
  });

  it('denied: no further call than those under way, and each that was made is named', async () => {
    const { executions, unread, calls, progress } = await readWith({ kind: 'deny' }, 40);
    expect(executions).toEqual([]);
    expect(calls).toBeLessThanOrEqual(5);
    expect(unread).toHaveLength(calls);
    expect(unread[0]).toMatchObject({ what: 'execution', reason: expect.stringContaining('AccessDenied') });
    expect(progress.at(-1)).toBe('40 of 40');
  });

  it('executions that Systems Manager does not have: no such execution, and nothing failed', async () => {
    const { executions, unread } = await readWith(undefined, 2);
    const starter = { arn: null, notKnown: 'NoSuchExecution' };
    expect({ executions, unread }).toEqual({
      executions: Array(2).fill({ starter, document: '', userId: '', outcome: '' }),
      unread: [],
    });
  });

  const TOLD = {
    DocumentName: 'OneActiveKey-ReactivateAccessKey',
    Parameters: { IAMUserId: [ALICE] },
    Outputs: { 'ReadReceipt.Outcome': ['Reactivated'] },
  };
  const READ = { document: 'OneActiveKey-ReactivateAccessKey', userId: ALICE, outcome: 'Reactivated' };

  it.each<[string, object, object]>([
    ['what it is of', {}, {}],
    [
      'the ARN of a document that another account shares',
      { DocumentName: 'arn:aws:ssm:us-east-1:444455556666:document/OneActiveKey-ReactivateAccessKey' },
      {},
    ],
    [
      'an output that no step produced',
      { Outputs: { 'ReadReceipt.Outcome': ['No output available yet'] } },
      { outcome: '' },
    ],
    ['no outputs', { Outputs: undefined }, { outcome: '' }],
    ['other parameters', { Parameters: { InstanceId: ['i-1'] } }, { userId: '' }],
    [
      'members of other types',
      { DocumentName: 1, Parameters: { IAMUserId: 'x' } },
      { document: '', userId: '' },
    ],
  ])('reads %s', async (_, changes, expected) => {
    const output = { AutomationExecution: { ...TOLD, ...changes } };
    const { executions } = await readWith({ kind: 'answer', output }, 1);
    expect(executions).toMatchObject([{ ...READ, ...expected }]);
  });

  it.each([
    ['no execution', {}],
    ['an execution that is no object', { AutomationExecution: null }],
  ])('an answer with %s is not taken for an answer', async (_, output) => {
    const { executions, unread } = await readWith({ kind: 'answer', output }, 1);
    expect(executions).toEqual([]);
    expect(unread).toMatchObject([{ reason: expect.stringContaining('MalformedAnswerError') }]);
  });
});
