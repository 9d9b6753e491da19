import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WithoutPython } from '../../../sandbox/automation/scripts/without-python.ts';
import { aDocument, anAutomation, stepOf } from './harness.ts';

const PAYLOAD = {
  outcome: 'Deactivated',
  keptAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  deactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE', 'AKIAC0FFEE000EXAMPLE'],
  plannedAccessKeyIds: [],
  undo: '',
  parameters: { soakDays: '14', dryRun: 'false' },
};

const NAMES = [
  'Outcome',
  'KeptAccessKeyId',
  'DeactivatedAccessKeyIds',
  'PlannedAccessKeyIds',
  'Undo',
  'Parameters',
];

async function ran(payload: unknown, withoutPython?: WithoutPython) {
  const step = {
    name: 'Script',
    action: 'aws:executeScript',
    inputs: { Runtime: 'python3.11', Handler: 'run', InputPayload: { payload }, Script: 'not even Python' },
    outputs: NAMES.map((Name) => ({ Name, Selector: `$.Payload.${Name}` })),
  };
  const { run, automation } = anAutomation(undefined, withoutPython ? { withoutPython } : {});
  const execution = await run(aDocument({ mainSteps: [step] }));
  return { step: stepOf(execution, 'Script'), finished: automation.executions[0] };
}

// The tests run as on a machine without Python.
beforeEach(() => {
  vi.stubEnv('PATH', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('Without Python, aws:executeScript', () => {
  it.each([undefined, 'fail'] as const)('fails if withoutPython is %s', async (withoutPython) => {
    const { step } = await ran(PAYLOAD, withoutPython);
    expect(step).toMatchObject({
      StepStatus: 'Failed',
      FailureMessage: expect.stringContaining('aws:executeScript needs python3 on the PATH; none was found'),
    });
  });
});

describe('Without Python and with passThrough, aws:executeScript', () => {
  it.each([
    ['an object', PAYLOAD],
    ['a text', JSON.stringify(PAYLOAD)],
  ])('reads its outputs from the payload, %s', async (_form, payload) => {
    const { step } = await ran(payload, 'passThrough');
    expect(step).toMatchObject({
      StepStatus: 'Success',
      Outputs: {
        Outcome: ['Deactivated'],
        KeptAccessKeyId: ['AKIAIOSFODNN7EXAMPLE'],
        DeactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE, AKIAC0FFEE000EXAMPLE'],
        PlannedAccessKeyIds: ['none'],
        Undo: ['none'],
        Parameters: ['dryRun=false, soakDays=14'],
      },
    });
  });

  it('says in the step and in the execution that no script was run', async () => {
    const { step, finished } = await ran(PAYLOAD, 'passThrough');
    expect(step.WarningMessage).toBe(
      'python3 not found: the script was not run; the outputs were read from its input payload',
    );
    expect(step).not.toHaveProperty('FailureMessage');
    expect(finished?.scriptsWereRun).toBe(false);
  });

  const { undo: _undo, ...incomplete } = PAYLOAD;
  const failing: [string, unknown, string][] = [
    [
      'the error of a function',
      '{"errorMessage":"no such user","errorType":"Error"}',
      'received {"errorMessage":"no such user"',
    ],
    ['a payload without a member', incomplete, 'Expected a payload with Undo; received'],
    ['a text that is not JSON', '<html>', 'Expected a payload with named values; received "<html>"'],
    ['null', 'null', 'Expected a payload with named values; received "null"'],
    ['a list', '[]', 'Expected a payload with named values; received "[]"'],
  ];
  it.each(failing)('fails on %s', async (_title, payload, message) => {
    const { step } = await ran(payload, 'passThrough');
    expect(step).toMatchObject({ StepStatus: 'Failed', FailureMessage: expect.stringContaining(message) });
  });
});
