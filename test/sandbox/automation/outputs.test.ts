import { describe, expect, it } from 'vitest';
import type { ScriptRunner } from '../../../sandbox/automation/scripts/script-runner.ts';
import { aDocument, anAutomation, courseOf, invoke, ROLE, START, stepOf } from './harness.ts';

const inputs = { Runtime: 'python3.11', Handler: 'run', Script: 'def run(events, context): ...' };
const RETURNED = {
  text: 'amina',
  number: 7,
  yes: true,
  nothing: null,
  list: ['a', 'b'],
  one: ['a'],
  oneNumber: [7],
  map: { inner: [{ deep: 'x' }] },
  maps: [{ a: 1 }],
  digits: '12',
};

/** Runs a step whose script returns `RETURNED`, with one output. */
async function outputOf(Selector: string, Type?: string) {
  const runScript: ScriptRunner = async () => ({ value: RETURNED });
  const { run } = anAutomation(undefined, { runScript });
  const output = Type ? { Name: 'Found', Selector, Type } : { Name: 'Found', Selector };
  const step = { name: 'Script', action: 'aws:executeScript', inputs, outputs: [output] };
  return run(aDocument({ mainSteps: [step, invoke('After', { onFailure: 'Continue' })] }));
}

describe('An output', () => {
  const found: [string, string, string | undefined, string[]][] = [
    ['has the value that its selector selects', '$.Payload.text', 'String', ['amina']],
    ['is a String by default', '$.Payload.text', undefined, ['amina']],
    ['may be inside a list', '$.Payload.map.inner[0].deep', 'String', ['x']],
    ['may be a list of texts', '$.Payload.list', 'StringList', ['a', 'b']],
    ['may be a map, which becomes JSON', '$.Payload.map', 'StringMap', ['{"inner":[{"deep":"x"}]}']],
    ['may be a list of maps, each of which becomes JSON', '$.Payload.maps', 'MapList', ['{"a":1}']],
    ['is converted from Integer to String', '$.Payload.number', 'String', ['7']],
    ['is converted from Boolean to String', '$.Payload.yes', 'String', ['true']],
    ['is converted from String to StringList', '$.Payload.text', 'StringList', ['amina']],
    ['is converted from String to Integer', '$.Payload.digits', 'Integer', ['12']],
    ['is converted from a list of one to String', '$.Payload.one', 'String', ['a']],
    ['is converted from a list of one to Integer', '$.Payload.oneNumber', 'Integer', ['7']],
  ];
  it.each(found)('%s', async (_title, selector, type, expected) => {
    const execution = await outputOf(selector, type);
    expect(stepOf(execution, 'Script')).toMatchObject({
      StepStatus: 'Success',
      Outputs: { Found: expected },
    });
  });

  const wrongType: [string, string, string, string][] = [
    ['a list of two as a String', '$.Payload.list', 'String', 'to be a String; received ["a","b"]'],
    ['a map as a String', '$.Payload.map', 'String', 'to be a String; received {"inner"'],
    ['a word as an Integer', '$.Payload.text', 'Integer', 'to be a Integer; received "amina"'],
    ['a number as a Boolean', '$.Payload.number', 'Boolean', 'to be a Boolean; received 7'],
  ];
  it.each(wrongType)('fails the step that returns %s', async (_title, selector, type, message) => {
    const execution = await outputOf(selector, type);
    expect(stepOf(execution, 'Script').FailureMessage).toContain(`The output Found is ${message}`);
    expect(courseOf(execution)).toBe('Script Failed');
  });

  const absent: [string, string][] = [
    ['is absent', '$.Payload.absent'],
    ['is null', '$.Payload.nothing'],
    ['is inside an absent value', '$.Payload.absent.deep'],
    ['is past the end of a list', '$.Payload.list[2]'],
    ['is a property of a text', '$.Payload.text.length'],
    ['is an inherited property', '$.Payload.constructor'],
  ];
  it.each(absent)(
    'has no value, and the step succeeds, if the selected value %s',
    async (_title, selector) => {
      const execution = await outputOf(selector);
      expect(stepOf(execution, 'Script').StepStatus).toBe('Success');
      expect(stepOf(execution, 'Script').Outputs).not.toHaveProperty('Found');
    },
  );
});

describe('GetAutomationExecution', () => {
  it('shows the execution as the API does', async () => {
    const parameters = { Name: { type: 'String' }, Days: { type: 'String', default: '7' } };
    const inputs = { FunctionName: 'First', InputPayload: { name: '{{ Name }}' } };
    const mainSteps = [invoke('First', { inputs }), invoke('Last', { isEnd: true })];
    const document = aDocument({ parameters, mainSteps, outputs: ['First.StatusCode', 'First.Payload'] });
    const { run, automation } = anAutomation();
    const execution = await run(document, { Name: ['amina'] });
    const times = { ExecutionStartTime: START, ExecutionEndTime: START };
    expect(execution).toEqual({
      AutomationExecutionId: 'a0000000-0000-4000-8000-000000000001',
      DocumentName: 'Sample',
      DocumentVersion: '1',
      Mode: 'Auto',
      AutomationExecutionStatus: 'Success',
      ExecutedBy: 'arn:aws:sts::111122223333:assumed-role/operator/operator',
      Parameters: { Name: ['amina'] },
      Outputs: { 'First.StatusCode': ['200'], 'First.Payload': ['{}'] },
      StepExecutionsTruncated: false,
      ...times,
      StepExecutions: [
        {
          StepName: 'First',
          Action: 'aws:invokeLambdaFunction',
          StepStatus: 'Success',
          Inputs: { FunctionName: '"First"', InputPayload: '{"name":"amina"}' },
          Outputs: { StatusCode: ['200'], Payload: ['{}'] },
          ...times,
        },
        {
          StepName: 'Last',
          Action: 'aws:invokeLambdaFunction',
          StepStatus: 'Success',
          Inputs: { FunctionName: '"Last"' },
          Outputs: { StatusCode: ['200'], Payload: ['{}'] },
          ...times,
        },
      ],
    });
    expect(automation.executions).toEqual([{ report: execution, assumedRole: ROLE, scriptsWereRun: true }]);
  });

  it("says in AWS's words that a step has no output", async () => {
    const mainSteps = [invoke('First', { isEnd: true }), invoke('Second')];
    const execution = await anAutomation().run(aDocument({ mainSteps, outputs: ['Second.Payload'] }));
    expect(execution.Outputs).toEqual({
      'Second.Payload': ['No output available yet because the step is not successfully executed'],
    });
  });
});
