import { describe, expect, it } from 'vitest';
import {
  describeBatch,
  describeExecution,
  exitCodeOf,
  type StartedRunbook,
} from '../../../bin/runbooks/batch-report.ts';
import type { RunbookExecution } from '../../../bin/runbooks/runbook-execution.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ID = 'a0000000-0000-4000-8000-000000000001';

const executionWith = (
  outputs: RunbookExecution['outputs'],
  overrides: Partial<RunbookExecution> = {},
): RunbookExecution => ({
  userName: 'alice',
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  automationExecutionId: ID,
  status: 'Success',
  outputs,
  failure: '',
  ...overrides,
});

const runbook = (execution: RunbookExecution, surplusAccessKeyIds?: readonly string[]): StartedRunbook => ({
  execution,
  request: {
    ...execution,
    parameters: {},
    ...(surplusAccessKeyIds && {
      decision: { complianceType: 'NON_COMPLIANT', explanation: '', surplusAccessKeyIds },
    }),
  },
});

const descriptionOf = ({ execution, request }: StartedRunbook) => describeExecution(execution, request);

const DONE = runbook(executionWith({ Outcome: 'Deactivated', DeactivatedAccessKeyIds: KEY }), [KEY]);
const NOT_AS_SHOWN = runbook(executionWith({ Outcome: 'Deactivated', DeactivatedAccessKeyIds: KEY }), []);
const REFUSED = runbook(
  executionWith({ Outcome: 'Refused', RefusalCode: 'KeysInUse', Reason: 'Both were used.' }),
);
const UNCHANGED = ['NothingToDo', 'Exempt', 'UserGone'].map((Outcome) => runbook(executionWith({ Outcome })));
const GONE = [executionWith({ Outcome: 'UserGone' })].map((execution) => ({
  execution,
  request: { ...execution, parameters: { AccessKeyId: KEY } },
}));
const FAILED = runbook(executionWith({}, { status: 'Failed', failure: 'AccessDenied' }));
const RUNNING = runbook(executionWith({}, { status: 'InProgress' }));
const UNKNOWN = runbook(executionWith({}, { status: 'Unknown', failure: 'TimeoutError' }));
const NOT_STARTED = runbook(
  executionWith({}, { status: 'NotStarted', automationExecutionId: '', failure: 'AccessDenied' }),
);

describe('the description of an execution', () => {
  it.each([
    ['names the user, the outcome and the reason', DONE, 'alice: Deactivated. '],
    ['names the code of a refusal', REFUSED, 'alice: Refused (KeysInUse). Both were used.'],
    [
      'uses the user name in the outputs of the runbook, not the one in the receipts file',
      runbook(executionWith({ Outcome: 'Reactivated', UserName: 'bob', Reason: 'Active again.' })),
      'bob: Reactivated. Active again.',
    ],
    [
      'shows the undo command on its own line',
      runbook(executionWith({ Outcome: 'Deactivated', Reason: 'x', Undo: 'aws ssm …' })),
      'alice: Deactivated. x\n  Undo: aws ssm …',
    ],
    [
      'shows no such line if the output Undo is none',
      runbook(executionWith({ Outcome: 'Planned', Reason: 'x', Undo: 'none' })),
      'alice: Planned. x',
    ],
    [
      'marks a key that the shown plan did not deactivate',
      NOT_AS_SHOWN,
      `alice: Deactivated. \n  NOT AS SHOWN: ${KEY} was not in the plan: the user has changed since.`,
    ],
    [
      'marks such a key in a dry run as well',
      runbook(
        executionWith({
          Outcome: 'Planned',
          Reason: 'x',
          PlannedAccessKeyIds: `AKIAOTHER00000EXAMPLE, ${KEY}`,
        }),
        [KEY],
      ),
      'alice: Planned. x\n  NOT AS SHOWN: AKIAOTHER00000EXAMPLE was not in the plan: the user has changed since.',
    ],
    ['shows the id and the failure of a failed execution', FAILED, `alice: Failed ${ID} AccessDenied`],
    ['shows why AWS refused the start', NOT_STARTED, 'alice: NotStarted AccessDenied'],
    [
      'contains no control characters, which a terminal would interpret',
      runbook(executionWith({ Outcome: 'Refused', Reason: 'a\u001b[2Jb' })),
      'alice: Refused. a [2Jb',
    ],
  ])('%s', (_, given, description) => {
    expect(descriptionOf(given)).toBe(description);
  });
});

describe('the description and the exit code of a batch', () => {
  const { signal } = new AbortController();

  it.each([
    { started: [DONE, DONE], requestCount: 2, description: '2 executions: 2 succeeded.', code: 0 },
    {
      started: [DONE, REFUSED],
      requestCount: 2,
      description: '2 executions: 1 succeeded, 1 refused by the runbook.',
      code: 3,
    },
    {
      started: [REFUSED, FAILED],
      requestCount: 2,
      description: '2 executions: 1 refused by the runbook, 1 failed.',
      code: 1,
    },
    {
      started: [DONE, ...GONE],
      requestCount: 2,
      description: '2 executions: 1 succeeded, 1 of a user who is gone.',
      code: 3,
    },
    { started: [NOT_AS_SHOWN], requestCount: 1, description: '1 execution: 1 succeeded.', code: 1 },
    {
      started: [DONE, ...UNCHANGED],
      requestCount: 4,
      description: '4 executions: 1 succeeded, 3 with nothing to do.',
      code: 0,
    },
    {
      started: [UNKNOWN],
      requestCount: 1,
      description: '1 execution: 1 with an unknown result.',
      code: 1,
    },
    { started: [NOT_STARTED], requestCount: 3, description: '3 executions: 3 not started.', code: 1 },
  ])('$description', ({ started, requestCount, description, code }) => {
    expect(describeBatch(started, requestCount)).toBe(`${description}\n`);
    expect(exitCodeOf(started, requestCount, signal)).toBe(code);
  });

  it('an interrupted batch: counts the running and the unstarted executions, exit code 130', () => {
    expect(describeBatch([DONE, RUNNING], 9)).toBe(
      '9 executions: 1 succeeded, 1 still running in AWS, 7 not started.\n',
    );
    expect(exitCodeOf([DONE, RUNNING], 9, AbortSignal.abort())).toBe(130);
  });
});
