import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../sandbox/api.ts';
import { aDocument, anAutomation, answer, functionError, invoke, stepOf } from './harness.ts';

const withInputs = (inputs: object) =>
  aDocument({ mainSteps: [invoke('First', { inputs: { FunctionName: 'First', ...inputs } })] });

describe('aws:invokeLambdaFunction', () => {
  const payloads: [string, object, unknown][] = [
    ['InputPayload without a change', { InputPayload: { a: [1] } }, { a: [1] }],
    ['Payload parsed', { Payload: '{"a":[1]}' }, { a: [1] }],
    ['InputPayload rather than Payload', { InputPayload: { a: 1 }, Payload: '{"b":1}' }, { a: 1 }],
    ['an empty object if there is neither', {}, {}],
  ];
  it.each(payloads)('passes to the function %s', async (_title, inputs, payload) => {
    const { run, invocations } = anAutomation();
    await run(withInputs(inputs));
    expect(invocations).toEqual([{ functionName: 'First', payload }]);
  });

  it('has the outputs StatusCode and Payload', async () => {
    const execution = await anAutomation(() => answer({ outcome: 'Exempt' })).run(aDocument());
    expect(stepOf(execution, 'First').Outputs).toEqual({
      StatusCode: ['200'],
      Payload: ['{"outcome":"Exempt"}'],
    });
  });

  it('also has the output FunctionError if an error of the function does not fail the step', async () => {
    const { run } = anAutomation(() => functionError('no'), { lambdaErrorFailsStep: false });
    expect(stepOf(await run(aDocument()), 'First')).toMatchObject({
      StepStatus: 'Success',
      Outputs: { FunctionError: ['Unhandled'], Payload: ['{"errorMessage":"no","errorType":"Error"}'] },
    });
  });

  it.each(['string', 'object'] as const)('outputs its payload as %s', async (lambdaPayload) => {
    const { run, invocations } = anAutomation(() => answer({ a: 1 }), { lambdaPayload });
    const inputs = { FunctionName: 'Second', InputPayload: { value: '{{ First.Payload }}' } };
    await run(aDocument({ mainSteps: [invoke('First'), invoke('Second', { inputs })] }));
    const value = lambdaPayload === 'string' ? '{"a":1}' : { a: 1 };
    expect(invocations[1]).toEqual({ functionName: 'Second', payload: { value } });
  });

  const failing: [string, object, string][] = [
    ['a Payload that is not JSON', { Payload: '{a}' }, 'Payload must be JSON; received {a}'],
    ['an asynchronous invocation', { InvocationType: 'Event' }, 'InvocationType Event is not supported here'],
  ];
  it.each(failing)('fails on %s', async (_title, inputs, message) => {
    const { run, invocations } = anAutomation();
    expect(stepOf(await run(withInputs(inputs)), 'First').FailureMessage).toContain(message);
    expect(invocations).toEqual([]);
  });

  it('fails if Lambda refuses the invocation', async () => {
    const { run } = anAutomation(() => {
      throw new AwsError('ResourceNotFoundException', 'Function not found: First', 404);
    });
    expect(stepOf(await run(aDocument()), 'First').FailureMessage).toContain(
      'Function not found: First (ResourceNotFoundException)',
    );
  });

  it('rejects with an error of the sandbox itself, which is not a failure of the step', async () => {
    const { run } = anAutomation(() => {
      throw new TypeError('a mistake');
    });
    await expect(run(aDocument())).rejects.toThrow('a mistake');
  });
});
