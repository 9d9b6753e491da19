import { afterEach, describe, expect, it, vi } from 'vitest';
import { findPython } from '../../../sandbox/automation/scripts/python.ts';
import { aDocument, anAutomation, START, stepOf } from './harness.ts';

const script = (body: string, changes: object = {}) => ({
  name: 'Script',
  action: 'aws:executeScript',
  inputs: {
    Runtime: 'python3.11',
    Handler: 'run',
    InputPayload: { name: 'Zoë', list: [1, null] },
    Script: `def run(events, context):\n${body.replace(/^/gm, '    ')}`,
  },
  outputs: [{ Name: 'Out', Selector: '$.Payload.out' }],
  ...changes,
});

async function runStep(step: object) {
  const { run, automation } = anAutomation();
  const execution = await run(aDocument({ mainSteps: [step] }));
  return { step: stepOf(execution, 'Script'), finished: automation.executions[0] };
}

describe.skipIf(!findPython())(
  'aws:executeScript with a Python on the PATH (skipped if there is none)',
  () => {
    const returned: [string, string, string][] = [
      ['receives InputPayload as its events', 'return {"out": events["name"]}', 'Zoë'],
      ['receives null as None', 'return {"out": str(events["list"][1] is None)}', 'True'],
      [
        'receives the system variables as its context',
        'return {"out": context["global:REGION"]}',
        'us-east-1',
      ],
      ['may print texts, which are not outputs', 'print("noise")\nreturn {"out": "signal"}', 'signal'],
      ['may import modules', 'import json\nreturn {"out": json.dumps([1])}', '[1]'],
      [
        "does not see the caller's credentials",
        'import os\nreturn {"out": os.environ.get("AWS_SECRET_ACCESS_KEY", "absent")}',
        'absent',
      ],
    ];
    afterEach(() => vi.unstubAllEnvs());
    it.each(returned)('a script %s', async (_title, body, out) => {
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'present');
      const { step, finished } = await runStep(script(body));
      expect(step).toMatchObject({ StepStatus: 'Success', Outputs: { Out: [out] } });
      expect(finished?.scriptsWereRun).toBe(true);
    });

    it('outputs the return value of the handler as Payload', async () => {
      const { step } = await runStep(script('return {"out": "x", "more": [1]}'));
      expect(step.Outputs).toEqual({ Out: ['x'], Payload: ['{"out":"x","more":[1]}'] });
    });

    const failing: [string, object, string][] = [
      ['raises an exception', script('raise Exception("no outcome")'), 'Exception - no outcome.'],
      ['reads an absent key', script('return events["absent"]'), "KeyError - 'absent'"],
      ['ends the process', script('import sys\nsys.exit(3)'), 'SystemExit - 3'],
      ['does not compile', script('return {'), 'SyntaxError - '],
      [
        'returns a value that is not JSON',
        script('return {"out": {1}}'),
        'TypeError - Object of type set is not JSON',
      ],
      ['returns more than 100 KB', script('return "x" * 102_401'), 'at most; received '],
      [
        'does not define its handler',
        script('pass', { inputs: { Runtime: 'python3.11', Handler: 'absent', Script: 'run = 1' } }),
        "KeyError - 'absent'",
      ],
      [
        'is for another language',
        script('pass', { inputs: { Runtime: 'PowerShell 7.4', Script: '$x' } }),
        'PowerShell 7.4 is not supported by the sandbox',
      ],
    ];
    it.each(failing)('fails the step of a script that %s', async (_title, step, message) => {
      const { step: report } = await runStep(step);
      expect(report).toMatchObject({
        StepStatus: 'Failed',
        FailureMessage: expect.stringContaining(message),
      });
    });

    it('shows the traceback of a script that fails, as Automation does', async () => {
      const { step } = await runStep(script('value = 1\nraise Exception("no")'));
      expect(step.FailureMessage).toContain(
        'Step fails when it is Poll action status for completion. Traceback (most recent call last):\n  File "customer_script.py", line 3, in run\n    raise Exception("no")\n',
      );
    });

    it('stops a script that takes longer than timeoutSeconds', async () => {
      const { step } = await runStep(script('while True: pass', { timeoutSeconds: 1 }));
      expect(step).toMatchObject({
        StepStatus: 'TimedOut',
        FailureMessage: expect.stringContaining('The step timed out after 1 seconds'),
        ExecutionEndTime: START,
      });
    });

    it('runs each script in a new process', async () => {
      const body = 'global count\ncount = globals().get("count", 0) + 1\nreturn {"out": count}';
      const { run } = anAutomation();
      const steps = [script(body), { ...script(body), name: 'Again' }];
      const execution = await run(aDocument({ mainSteps: steps }));
      expect(stepOf(execution, 'Again').Outputs).toMatchObject({ Out: ['1'] });
    });
  },
);

describe('findPython', () => {
  it('finds no Python on an empty path', () => {
    expect(findPython('')).toBeUndefined();
  });
});
