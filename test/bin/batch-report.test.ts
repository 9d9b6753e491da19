import { describe, expect, it } from 'vitest';
import {
  describeBatch,
  describeExecution,
  exitCodeOf,
  type StartedRunbook,
} from '../../bin/commands/batch-report.ts';
import type { RunbookExecution } from '../../bin/runbooks/runbook-execution.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ID = 'a0000000-0000-4000-8000-000000000001';

const ended = (
  outputs: RunbookExecution['outputs'],
  more: Partial<RunbookExecution> = {},
): RunbookExecution => ({
  userName: 'alice',
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  automationExecutionId: ID,
  status: 'Success',
  outputs,
  failure: '',
  ...more,
});

const act = (execution: RunbookExecution, shownAccessKeyIds?: readonly string[]): StartedRunbook => ({
  execution,
  request: { ...execution, parameters: {}, ...(shownAccessKeyIds && { shownAccessKeyIds }) },
});

const say = ({ execution, request }: StartedRunbook) => describeExecution(execution, request);

const DONE = act(ended({ Outcome: 'Deactivated', DeactivatedAccessKeyIds: KEY }), [KEY]);
const UNSEEN = act(ended({ Outcome: 'Deactivated', DeactivatedAccessKeyIds: KEY }), []);
const REFUSED = act(ended({ Outcome: 'Refused', Reason: 'KeysInUse: both' }));
const FAILED = act(ended({}, { status: 'Failed', failure: 'AccessDenied' }));
const RUNNING = act(ended({}, { status: 'InProgress' }));
const UNKNOWN = act(ended({}, { status: 'Unknown', failure: 'TimeoutError' }));
const NOT_STARTED = act(
  ended({}, { status: 'NotStarted', automationExecutionId: '', failure: 'AccessDenied' }),
);

describe('a receipt in words', () => {
  it.each([
    ['says whose, how it ended, and why', DONE, 'alice: Deactivated. '],
    [
      'does not say the name twice',
      act(ended({ Outcome: 'Planned', Reason: 'alice: 2 active access keys.' })),
      'alice: Planned. 2 active access keys.',
    ],
    [
      'has the name that the runbook read, whatever a file says',
      act(ended({ Outcome: 'Reactivated', UserName: 'bob', Reason: 'Active again.' })),
      'bob: Reactivated. Active again.',
    ],
    [
      'has the command that takes it back in a line of its own',
      act(ended({ Outcome: 'Deactivated', Reason: 'x', Undo: 'aws ssm …' })),
      'alice: Deactivated. x\n  Undo: aws ssm …',
    ],
    [
      'has no such line for none',
      act(ended({ Outcome: 'Planned', Reason: 'x', Undo: 'none' })),
      'alice: Planned. x',
    ],
    [
      'marks a key that was not shown to go',
      UNSEEN,
      `alice: Deactivated. \n  NOT AS SHOWN: ${KEY} was not in the plan: the user has changed since.`,
    ],
    [
      'marks it in a dry run, too',
      act(ended({ Outcome: 'Planned', Reason: 'x', PlannedAccessKeyIds: `AKIAOTHER00000EXAMPLE, ${KEY}` }), [
        KEY,
      ]),
      'alice: Planned. x\n  NOT AS SHOWN: AKIAOTHER00000EXAMPLE was not in the plan: the user has changed since.',
    ],
    ['of a failure', FAILED, `alice: Failed ${ID} AccessDenied`],
    ['of one that AWS would not start', NOT_STARTED, 'alice: NotStarted AccessDenied'],
    [
      'has no control characters, which a terminal would obey',
      act(ended({ Outcome: 'Refused', Reason: 'a\u001b[2Jb' })),
      'alice: Refused. a [2Jb',
    ],
  ])('%s', (_, given, words) => {
    expect(say(given)).toBe(words);
  });
});

describe('all of them in words, and as an exit code', () => {
  const { signal } = new AbortController();

  it.each([
    { started: [DONE, DONE], asked: 2, words: '2 executions: 2 succeeded.', code: 0 },
    {
      started: [DONE, REFUSED],
      asked: 2,
      words: '2 executions: 1 succeeded, 1 refused by the runbook.',
      code: 3,
    },
    {
      started: [REFUSED, FAILED],
      asked: 2,
      words: '2 executions: 1 refused by the runbook, 1 failed.',
      code: 1,
    },
    { started: [UNSEEN], asked: 1, words: '1 execution: 1 succeeded.', code: 1 },
    {
      started: [UNKNOWN],
      asked: 1,
      words: '1 execution: 1 with an unknown end.',
      code: 1,
    },
    { started: [NOT_STARTED], asked: 3, words: '3 executions: 3 not started.', code: 1 },
  ])('$words', ({ started, asked, words, code }) => {
    expect(describeBatch(started, asked)).toBe(`${words}\n`);
    expect(exitCodeOf(started, asked, signal)).toBe(code);
  });

  it('broken off', () => {
    expect(describeBatch([DONE, RUNNING], 9)).toBe(
      '9 executions: 1 succeeded, 1 still running in AWS, 7 not started.\n',
    );
    expect(exitCodeOf([DONE, RUNNING], 9, AbortSignal.abort())).toBe(130);
  });
});
