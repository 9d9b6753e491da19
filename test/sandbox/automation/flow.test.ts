import { describe, expect, it } from 'vitest';
import {
  aDocument,
  anAutomation,
  answer,
  courseOf,
  functionError,
  invoke,
  START,
  stepOf,
} from './harness.ts';

/** Runs steps; functions whose names begin with Bad fail. */
async function runSteps(...mainSteps: object[]) {
  const automation = anAutomation((name) => (name.startsWith('Bad') ? functionError('no') : answer({})));
  const execution = await automation.run(aDocument({ mainSteps }));
  return { execution, status: execution.AutomationExecutionStatus, course: courseOf(execution) };
}

describe('Steps that succeed', () => {
  it('run in order, and the execution ends after the last one', async () => {
    const { course, status } = await runSteps(invoke('A'), invoke('B'), invoke('C'));
    expect(course).toBe('A Success, B Success, C Success');
    expect(status).toBe('Success');
  });

  it('are followed by their nextStep', async () => {
    const { course } = await runSteps(invoke('A', { nextStep: 'C' }), invoke('B'), invoke('C'));
    expect(course).toBe('A Success, C Success');
  });

  it('are the last ones if isEnd is true', async () => {
    const { course } = await runSteps(invoke('A', { isEnd: true }), invoke('B'));
    expect(course).toBe('A Success');
  });

  it('may jump to an earlier step if there is no loop', async () => {
    const { course } = await runSteps(
      invoke('A', { nextStep: 'C' }),
      invoke('B', { isEnd: true }),
      invoke('C', { nextStep: 'B' }),
    );
    expect(course).toBe('A Success, C Success, B Success');
  });
});

describe('A step that fails', () => {
  const rows: [string, object, string, string][] = [
    ['ends the execution', {}, 'Bad Failed', 'Failed'],
    ['ends it with onFailure: Abort', { onFailure: 'Abort' }, 'Bad Failed', 'Failed'],
    [
      'is skipped with onFailure: Continue, as a step that is not critical',
      { onFailure: 'Continue' },
      'Bad Failed, B Success, C Success',
      'Success',
    ],
    [
      'is followed by its nextStep with onFailure: Continue',
      { onFailure: 'Continue', nextStep: 'C' },
      'Bad Failed, C Success',
      'Success',
    ],
    [
      'fails the execution at its end if it is critical',
      { onFailure: 'Continue', isCritical: true },
      'Bad Failed, B Success, C Success',
      'Failed',
    ],
    [
      'leads to the step in onFailure and, as a critical step, fails the execution',
      { onFailure: 'step:C' },
      'Bad Failed, C Success',
      'Failed',
    ],
    [
      'leads to the step in onFailure without failing the execution if it is not critical',
      { onFailure: 'step:C', isCritical: false },
      'Bad Failed, C Success',
      'Success',
    ],
    ['ends the execution at isEnd', { onFailure: 'Continue', isEnd: true }, 'Bad Failed', 'Success'],
  ];
  it.each(rows)('%s', async (_title, changes, course, status) => {
    expect(await runSteps(invoke('Bad', changes), invoke('B'), invoke('C'))).toMatchObject({
      course,
      status,
    });
  });

  it("passes its message to the execution, in Automation's words", async () => {
    const { execution } = await runSteps(invoke('Bad'));
    const { FailureMessage: message } = stepOf(execution, 'Bad');
    expect(message).toBe(
      'Step fails when it is Execute/Cancelling action. The function failed: Unhandled {"errorMessage":"no","errorType":"Error"}. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
    );
    expect(execution.FailureMessage).toBe(message);
  });

  it('has no outputs for later steps', async () => {
    const inputs = { FunctionName: 'B', InputPayload: { value: '{{ Bad.Payload }}' } };
    const { course } = await runSteps(invoke('Bad', { onFailure: 'Continue' }), invoke('B', { inputs }));
    expect(course).toBe('Bad Failed, B Failed');
  });
});

describe('maxAttempts', () => {
  const failing = (times: number) =>
    anAutomation((_name, _payload, attempt) => (attempt <= times ? functionError('no') : answer({})));
  const document = aDocument({ mainSteps: [invoke('A', { maxAttempts: 3 })] });

  it('repeats a step until it succeeds', async () => {
    const { run, invocations } = failing(2);
    expect(courseOf(await run(document))).toBe('A Success');
    expect(invocations).toHaveLength(3);
  });

  it('limits the number of attempts of a step', async () => {
    const { run, invocations } = failing(3);
    expect(courseOf(await run(document))).toBe('A Failed');
    expect(invocations).toHaveLength(3);
  });
});

describe('The time of a step', () => {
  const taking = async (seconds: number, changes: object) => {
    const { clock } = anAutomation();
    const invokeFunction = async () => {
      await clock.wait(seconds * 1_000);
      return answer({});
    };
    const slow = anAutomation(undefined, { clock, invokeFunction });
    return slow.run(aDocument({ mainSteps: [invoke('A', changes)] }));
  };
  const rows: [string, number, object, string][] = [
    ['may be equal to its timeoutSeconds', 120, { timeoutSeconds: 120 }, 'Success'],
    ['may not exceed its timeoutSeconds', 121, { timeoutSeconds: 120 }, 'TimedOut'],
    ['may be 300 seconds for a function', 300, {}, 'Success'],
    [
      'may not exceed 300 seconds for a function, even with a longer timeoutSeconds',
      301,
      { timeoutSeconds: 500 },
      'TimedOut',
    ],
  ];
  it.each(rows)('%s', async (_title, seconds, changes, status) => {
    const execution = await taking(seconds, changes);
    expect(execution.AutomationExecutionStatus).toBe(status);
    expect(stepOf(execution, 'A').StepStatus).toBe(status);
  });
});

describe('aws:sleep', () => {
  const rows: [string, object, string][] = [
    ['for a duration', { Duration: 'P1DT1H1M1S' }, '2026-11-22T13:01:01.000Z'],
    ['for the maximum of 604,799 seconds', { Duration: 'P6DT23H59M59S' }, '2026-11-28T11:59:59.000Z'],
    ['until a time', { Timestamp: '2026-11-21T12:30:00Z' }, '2026-11-21T12:30:00.000Z'],
    ['by nothing for a time that has passed', { Timestamp: '2020-01-01T01:00:00Z' }, START.toISOString()],
  ];
  it.each(rows)('moves the clock on %s', async (_title, inputs, end) => {
    const { run } = anAutomation();
    const execution = await run(aDocument({ mainSteps: [{ name: 'A', action: 'aws:sleep', inputs }] }));
    expect(stepOf(execution, 'A')).toMatchObject({ StepStatus: 'Success', ExecutionStartTime: START });
    expect(execution.ExecutionEndTime?.toISOString()).toBe(end);
  });

  const invalid: [string, string, string][] = [
    ['not a duration', 'Duration', 'soon'],
    ['longer than 604,799 seconds', 'Duration', 'P7D'],
    ['not a time', 'Timestamp', 'tomorrow'],
  ];
  it.each(invalid)('fails if the value of a parameter is %s', async (_title, input, value) => {
    const parameters = { Pause: { type: 'String', default: value } };
    const mainSteps = [{ name: 'A', action: 'aws:sleep', inputs: { [input]: '{{ Pause }}' } }];
    const { run, clock } = anAutomation();
    const execution = await run(aDocument({ parameters, mainSteps }));
    expect(stepOf(execution, 'A').FailureMessage).toMatch(new RegExp(`Cannot sleep (for|until) ${value}`));
    expect(clock.now()).toEqual(START);
  });
});

describe('aws:executeAwsApi', () => {
  it('fails and says that the sandbox does not support it', async () => {
    const inputs = { Service: 'iam', Api: 'ListUsers', MaxItems: 10 };
    const { execution } = await runSteps({ name: 'A', action: 'aws:executeAwsApi', inputs });
    expect(stepOf(execution, 'A').FailureMessage).toContain('not supported by the sandbox');
  });
});
