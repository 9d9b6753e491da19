import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../sandbox/api.ts';
import { aDocument, anAutomation, answer, courseOf, invoke, START, stepOf } from './harness.ts';

const IAM = 'arn:aws:iam::111122223333';
const APPROVERS = ['cleo', `${IAM}:user/team/dana`, `${IAM}:role/sec/approver`];
const DAY_SECONDS = 86_400;

const approval = (inputs: object = {}, changes: object = {}) => ({
  name: 'Ask',
  action: 'aws:approve',
  inputs: { Approvers: APPROVERS, ...inputs },
  ...changes,
});

type Options = Parameters<typeof anAutomation>[1];

/** Starts a runbook that asks, then goes on; a step that fails goes to Otherwise. */
async function asked(inputs: object = {}, changes: object = {}, options: Options = {}) {
  const sandbox = anAutomation(() => answer({}), options);
  const steps = [
    approval(inputs, { nextStep: 'Then', ...changes }),
    invoke('Then', { isEnd: true }),
    invoke('Otherwise', { isEnd: true }),
  ];
  const execution = await sandbox.run(aDocument({ mainSteps: steps, outputs: ['Ask.ApprovalStatus'] }));
  const { AutomationExecutionId: id = '' } = execution;
  const read = async () => {
    const result = await sandbox.call('GetAutomationExecution', { AutomationExecutionId: id });
    return result['AutomationExecution'] as AutomationExecution;
  };
  const signal = (SignalType: string, caller: string, Payload?: object) =>
    sandbox.call(
      'SendAutomationSignal',
      { AutomationExecutionId: id, SignalType, ...(Payload && { Payload }) },
      caller,
    );
  const stop = (more: object = {}) =>
    sandbox.call('StopAutomationExecution', { AutomationExecutionId: id, ...more });
  return { ...sandbox, execution, id, read, signal, stop };
}

const ROUTED = { onFailure: 'step:Otherwise', isCritical: false };

describe('An execution that asks for an approval', () => {
  it('waits, and says so', async () => {
    const { execution, invocations, automation } = await asked();
    expect(execution).toMatchObject({ AutomationExecutionStatus: 'Waiting', ExecutionStartTime: START });
    expect(execution).not.toHaveProperty('ExecutionEndTime');
    expect(courseOf(execution)).toBe('Ask Waiting');
    expect(stepOf(execution, 'Ask').Outputs).toMatchObject({ ApprovalStatus: ['Waiting'] });
    expect(invocations).toEqual([]);
    expect(automation.executions).toEqual([]);
  });

  it.each([
    ['a user by its name', 'user/cleo'],
    ['a user by its ARN with a path', 'user/dana'],
    ['a session of a role', 'assumed-role/approver/erik'],
  ])('goes on when %s approves', async (_title, caller) => {
    const { signal, read, invocations, automation } = await asked();
    expect(await signal('Approve', caller, { Comment: ['fine'] })).toEqual({});
    const execution = await read();
    expect(execution.AutomationExecutionStatus).toBe('Success');
    expect(courseOf(execution)).toBe('Ask Success, Then Success');
    expect(execution.Outputs).toEqual({ 'Ask.ApprovalStatus': ['Approved'] });
    expect(stepOf(execution, 'Ask').Outputs?.['ApproverDecisions']?.[0]).toContain('"Comment":"fine"');
    expect(invocations.map(({ functionName }) => functionName)).toEqual(['Then']);
    expect(automation.executions).toHaveLength(1);
  });

  it('waits for as many approvals as it needs, of different approvers', async () => {
    const { signal, read } = await asked({ MinRequiredApprovals: 2 });
    await signal('Approve', 'user/cleo');
    expect((await read()).AutomationExecutionStatus).toBe('Waiting');
    await expect(signal('Approve', 'user/cleo')).rejects.toThrow('cleo has decided already');
    expect((await read()).AutomationExecutionStatus).toBe('Waiting');
    await signal('Approve', 'user/dana');
    expect((await read()).AutomationExecutionStatus).toBe('Success');
  });

  it('may ask more than once', async () => {
    const { run, call } = anAutomation();
    const steps = [approval(), approval({}, { name: 'AskAgain' }), invoke('Then')];
    const { AutomationExecutionId } = await run(aDocument({ mainSteps: steps }));
    const approve = () =>
      call('SendAutomationSignal', { AutomationExecutionId, SignalType: 'Approve' }, 'user/cleo');
    await approve();
    const { AutomationExecution: second } = await call('GetAutomationExecution', { AutomationExecutionId });
    expect(courseOf(second as AutomationExecution)).toBe('Ask Success, AskAgain Waiting');
    await approve();
    const { AutomationExecution: third } = await call('GetAutomationExecution', { AutomationExecutionId });
    expect(courseOf(third as AutomationExecution)).toBe('Ask Success, AskAgain Success, Then Success');
  });

  it('keeps several executions apart', async () => {
    const { call, start, id, read } = await asked();
    const { AutomationExecutionId: other = '' } = await start();
    expect(other).not.toBe(id);
    await call('SendAutomationSignal', { AutomationExecutionId: other, SignalType: 'Approve' }, 'user/cleo');
    expect((await read()).AutomationExecutionStatus).toBe('Waiting');
  });
});

describe('A rejection', () => {
  it.each([
    ['fails the step and the execution', {}, {}, 'Failed: Ask Failed'],
    ['leads to the step of onFailure', ROUTED, {}, 'Success: Ask Failed, Otherwise Success'],
    ['or is only an output', {}, { rejectionFailsStep: false }, 'Success: Ask Success, Then Success'],
  ])('%s', async (_title, changes, options, expected) => {
    const { signal, read } = await asked({ MinRequiredApprovals: 2 }, changes, options);
    await signal('Approve', 'user/dana');
    await signal('Reject', 'user/cleo');
    const execution = await read();
    expect(`${execution.AutomationExecutionStatus}: ${courseOf(execution)}`).toBe(expected);
  });
});

describe('The time of an approval', () => {
  it.each([
    ['7 days by default', {}, 7 * DAY_SECONDS],
    ['that of timeoutSeconds', { timeoutSeconds: 60 }, 60],
  ])('is %s', async (_title, changes, seconds) => {
    const { clock, read, signal } = await asked({}, changes);
    await clock.wait(seconds * 1_000 - 1);
    expect((await read()).AutomationExecutionStatus).toBe('Waiting');
    await clock.wait(1);
    await expect(signal('Approve', 'user/cleo')).rejects.toMatchObject({
      name: 'InvalidAutomationSignalException',
    });
    const execution = await read();
    expect(execution.AutomationExecutionStatus).toBe('TimedOut');
    expect(courseOf(execution)).toBe('Ask TimedOut');
    expect(execution.FailureMessage).toContain(`timed out after ${seconds} seconds`);
  });

  it('leads to the step of onFailure when it is over, and the execution succeeds if the step is not critical', async () => {
    const { clock, read } = await asked({}, ROUTED);
    await clock.wait(7 * DAY_SECONDS * 1_000);
    const execution = await read();
    expect(execution.AutomationExecutionStatus).toBe('Success');
    expect(courseOf(execution)).toBe('Ask TimedOut, Otherwise Success');
  });
});

describe('StopAutomationExecution', () => {
  it('cancels an execution that waits; no other step runs', async () => {
    const { stop, read, invocations } = await asked({}, ROUTED);
    expect(await stop()).toEqual({});
    const execution = await read();
    expect(execution.AutomationExecutionStatus).toBe('Cancelled');
    expect(courseOf(execution)).toBe('Ask Cancelled');
    expect(invocations).toEqual([]);
  });

  it('is refused for an execution that has ended, and for one that does not exist', async () => {
    const { stop, signal, call } = await asked();
    await signal('Approve', 'user/cleo');
    await expect(stop()).rejects.toMatchObject({ name: 'InvalidAutomationStatusUpdateException' });
    const other = { AutomationExecutionId: 'a0000000-0000-4000-8000-0000000000ff' };
    await expect(call('StopAutomationExecution', other)).rejects.toMatchObject({
      name: 'AutomationExecutionNotFoundException',
    });
  });

  it('by Complete is not supported by the sandbox', async () => {
    const { stop } = await asked();
    await expect(stop({ Type: 'Complete' })).rejects.toThrow('by Cancel only');
  });
});

describe('SendAutomationSignal is refused', () => {
  it.each([
    ['of somebody who is no approver', 'Approve', 'user/erik'],
    ['of a role of the name of a user who approves', 'Approve', 'cleo'],
    ['of a user of the name of a role that approves', 'Approve', 'user/approver'],
    ['Resume, for an execution that is not paused', 'Resume', 'user/cleo'],
  ])('%s', async (_title, type, caller) => {
    const { signal, read } = await asked();
    const refusal = signal(type, caller);
    await expect(refusal).rejects.toBeInstanceOf(AwsError);
    await expect(refusal).rejects.toMatchObject({ name: 'InvalidAutomationSignalException' });
    expect((await read()).AutomationExecutionStatus).toBe('Waiting');
  });

  it('for an execution that has ended, and for one that does not exist', async () => {
    const { signal, call } = await asked();
    await signal('Approve', 'user/cleo');
    await expect(signal('Reject', 'user/dana')).rejects.toThrow('has ended');
    const other = { AutomationExecutionId: 'a0000000-0000-4000-8000-0000000000ff', SignalType: 'Approve' };
    await expect(call('SendAutomationSignal', other)).rejects.toMatchObject({
      name: 'AutomationExecutionNotFoundException',
    });
  });
});

describe('CreateDocument refuses an approval', () => {
  const TOPIC = 'arn:aws:sns:us-east-1:111122223333:';
  it.each([
    ['without approvers', approval({ Approvers: undefined }), 'Approvers is missing'],
    ['by nobody', approval({ Approvers: [] }), 'expected a list with something in it'],
    ['by eleven', approval({ Approvers: Array(11).fill('x') }), 'expected at most 10 approvers; received 11'],
    [
      'of more people than it asks',
      approval({ MinRequiredApprovals: 4 }),
      'expected at most the number of approvers, 3',
    ],
    ['of nobody', approval({ MinRequiredApprovals: 0 }), 'expected a whole number from 1 on; received 0'],
    [
      'of a number in a text',
      approval({ MinRequiredApprovals: '1' }),
      'expected a whole number from 1 on; received "1"',
    ],
    [
      'with a longer message',
      approval({ Message: 'x'.repeat(4_097) }),
      'expected a text of at most 4096 characters',
    ],
    [
      'with a topic of another name',
      approval({ NotificationArn: `${TOPIC}approvals` }),
      'whose name begins with Automation',
    ],
    [
      'without a topic, but for its input',
      approval({ NotificationArn: '' }),
      'whose name begins with Automation',
    ],
    [
      'of more than 30 days',
      approval({}, { timeoutSeconds: 2_592_001 }),
      'expected 2592000 at most; received 2592001',
    ],
    ['with an unknown input', approval({ Deadline: 1 }), 'inputs.Deadline is not known'],
  ])('%s', async (_title, step, message) => {
    await expect(anAutomation().create(aDocument({ mainSteps: [step] }))).rejects.toThrow(message);
  });

  it('but not one with all inputs', async () => {
    const inputs = {
      NotificationArn: `${TOPIC}Automation-x`,
      Message: 'x'.repeat(4_096),
      MinRequiredApprovals: 3,
    };
    await anAutomation().create(aDocument({ mainSteps: [approval(inputs, { timeoutSeconds: 2_592_000 })] }));
  });
});

it('A message that is too long only with its values fails the step', async () => {
  const { run } = anAutomation((_name, _payload) => answer('x'.repeat(4_100)));
  const steps = [invoke('First'), approval({ Message: '{{ First.Payload }}' })];
  const execution = await run(aDocument({ mainSteps: steps }));
  expect(courseOf(execution)).toBe('First Success, Ask Failed');
  expect(stepOf(execution, 'Ask').FailureMessage).toContain('expected a text of at most 4096 characters');
});
