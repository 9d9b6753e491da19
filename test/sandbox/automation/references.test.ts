import { describe, expect, it } from 'vitest';
import { aDocument, anAutomation, invoke, ROLE, stepOf } from './harness.ts';

const parameters = {
  Name: { type: 'String', default: 'amina' },
  Names: { type: 'StringList', default: ['a', 'b'] },
  Limit: { type: 'Integer', default: 3 },
};
const echo = (value: unknown, changes: object = {}) =>
  aDocument({
    parameters,
    mainSteps: [
      invoke('Before'),
      invoke('First', { inputs: { FunctionName: 'First', InputPayload: { value } } }),
    ],
    ...changes,
  });

describe('A reference', () => {
  const rows: [string, unknown, unknown][] = [
    ['to a parameter is replaced by its value', '{{ Name }}', 'amina'],
    ['needs no spaces', '{{Name}}', 'amina'],
    ['by itself, to a list, is replaced by the list', '{{ Names }}', ['a', 'b']],
    ['by itself, to a number, is replaced by the number', '{{ Limit }}', 3],
    ['within a text is replaced by the text of its value', 'user/{{ Name }}', 'user/amina'],
    ['within a text is replaced by JSON if its value is a list', 'of {{ Names }}', 'of ["a","b"]'],
    ['may be beside another reference', '{{ Name }}{{ Limit }}', 'amina3'],
    ['is found at any depth', [{ deep: ['{{ Name }}'] }], [{ deep: ['amina'] }]],
    ["to a step's output is replaced by the output", '{{ Before.StatusCode }}', 200],
    [
      'to the execution is replaced by its id',
      '{{ automation:EXECUTION_ID }}',
      expect.stringMatching(/^a0{7}-/),
    ],
    ['to the account is replaced by its id', '{{ global:ACCOUNT_ID }}', '111122223333'],
    ['to the Region is replaced by its name', '{{ global:REGION }}', 'us-east-1'],
    ['to the partition is replaced by its name', 'arn:{{ global:AWS_PARTITION }}:iam', 'arn:aws:iam'],
    ['to the date is replaced by the date in UTC', '{{ global:DATE }}', '2026-11-21'],
    ['to the date and time is replaced by both in UTC', '{{ global:DATE_TIME }}', '2026-11-21_12.00.00'],
  ];
  it.each(rows)('%s', async (_title, value, expected) => {
    const { run, invocations } = anAutomation();
    const { AutomationExecutionStatus: status } = await run(echo(value));
    expect(status).toBe('Success');
    expect(invocations[1]).toEqual({ functionName: 'First', payload: { value: expected } });
  });

  const unresolved: [string, string, string][] = [
    ['to an unknown name', '{{ Nmae }}', '{{ Nmae }} names nothing that is known at this step'],
    [
      'to an unknown name within a text',
      'user/{{ Nmae }}',
      '{{ Nmae }} names nothing that is known at this step',
    ],
    ['to the step itself', '{{ First.Payload }}', '{{ First.Payload }} names nothing that is known'],
    ['to an output that the action does not have', '{{ Before.Body }}', '{{ Before.Body }} names nothing'],
    ['to an output without a value', '{{ Before.FunctionError }}', '{{ Before.FunctionError }} has no value'],
    ['without a name', '{{ }}', '{{  }} names nothing that is known'],
  ];
  it.each(unresolved)('%s fails the step before its action', async (_title, value, message) => {
    const { run, invocations } = anAutomation();
    const execution = await run(echo(value));
    expect(execution.AutomationExecutionStatus).toBe('Failed');
    expect(stepOf(execution, 'First')).toMatchObject({
      StepStatus: 'Failed',
      FailureMessage: expect.stringContaining(`The reference ${message}`),
    });
    expect(invocations).toHaveLength(1);
  });
});

describe('assumeRole', () => {
  const runDocument = async (changes: object, parameters?: Record<string, string[]>) => {
    const { run, automation, invocations } = anAutomation();
    const execution = await run(aDocument(changes), parameters);
    return { execution, role: automation.executions[0]?.assumedRole, invocations };
  };
  const assumeRole = '{{ AutomationAssumeRole }}';
  const required = { AutomationAssumeRole: { type: 'String' } };
  const optional = { AutomationAssumeRole: { type: 'String', default: '' } };

  it('can be the value of a parameter', async () => {
    const { role } = await runDocument(
      { assumeRole, parameters: required },
      { AutomationAssumeRole: [ROLE] },
    );
    expect(role).toBe(ROLE);
  });

  it('can contain system variables', async () => {
    const { role } = await runDocument({
      assumeRole: 'arn:{{global:AWS_PARTITION}}:iam::{{global:ACCOUNT_ID}}:role/path/x',
    });
    expect(role).toBe('arn:aws:iam::111122223333:role/path/x');
  });

  const unusable: [string, object, Record<string, string[]> | undefined, string][] = [
    ['that is empty', { assumeRole, parameters: optional }, undefined, 'received ""'],
    ['that is absent', { assumeRole: undefined }, undefined, 'received ""'],
    [
      'that is not the ARN of a role',
      { assumeRole, parameters: required },
      { AutomationAssumeRole: ['arn:aws:iam::111122223333:user/amina'] },
      'received "arn:aws:iam::111122223333:user/amina"',
    ],
    ['that refers to an unknown name', { assumeRole }, undefined, 'received "{{ AutomationAssumeRole }}"'],
  ];
  it.each(unusable)(
    '%s fails the execution before any step',
    async (_title, changes, parameters, received) => {
      const { execution, invocations, role } = await runDocument(changes, parameters);
      expect(execution).toMatchObject({
        AutomationExecutionStatus: 'Failed',
        FailureMessage: `assumeRole must be the ARN of a role; ${received}.`,
        StepExecutions: [],
      });
      expect(invocations).toEqual([]);
      expect(role).toBeUndefined();
    },
  );
});
