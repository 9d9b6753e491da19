import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import { createAutomation } from '../../../sandbox/automation/automation.ts';
import type { FunctionResult } from '../../../sandbox/automation/execution/actions.ts';

export const ROLE = 'arn:aws:iam::111122223333:role/one-active-key-automation';
export const START = new Date('2026-11-21T12:00:00.000Z');

/** A complete document of one step; each test changes one part of it. */
export const aDocument = (changes: object = {}): object => ({
  schemaVersion: '0.3',
  assumeRole: ROLE,
  mainSteps: [invoke('First')],
  ...changes,
});

/** A step that invokes the function of its own name. */
export const invoke = (name: string, changes: object = {}): object => ({
  name,
  action: 'aws:invokeLambdaFunction',
  inputs: { FunctionName: name },
  ...changes,
});

/** The answer of a function. */
export const answer = (payload: unknown): FunctionResult => ({
  StatusCode: 200,
  Payload: JSON.stringify(payload),
});

/** The answer of a function that threw. */
export const functionError = (errorMessage: string): FunctionResult => ({
  ...answer({ errorMessage, errorType: 'Error' }),
  FunctionError: 'Unhandled',
});

type Functions = (functionName: string, payload: unknown, attempt: number) => FunctionResult;
type Options = Partial<Parameters<typeof createAutomation>[0]>;

/** An Automation whose functions return given answers, and the log of their invocations. */
export function anAutomation(functions: Functions = () => answer({}), options: Options = {}) {
  const invocations: { functionName: string; payload: unknown }[] = [];
  let time = START.getTime();
  const clock = {
    now: () => new Date(time),
    wait: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  const automation = createAutomation({
    clock,
    accountId: '111122223333',
    region: 'us-east-1',
    partition: 'aws',
    invokeFunction: async (functionName, payload) => {
      invocations.push({ functionName, payload });
      return functions(functionName, payload, invocations.length);
    },
    ...options,
  });
  const call = async (operation: string, input: object, caller = 'operator') => {
    const perform = automation.operations[operation] as unknown as (
      input: object,
      principal: string,
    ) => unknown;
    return (await perform(input, caller)) as Record<string, unknown>;
  };
  const create = (document: unknown, changes: object = {}) => {
    const Content = typeof document === 'string' ? document : JSON.stringify(document);
    const request = { Name: 'Sample', Content, DocumentType: 'Automation', DocumentFormat: 'JSON' };
    return call('CreateDocument', { ...request, ...changes });
  };
  const start = async (Parameters?: Record<string, string[]>): Promise<AutomationExecution> => {
    const request = Parameters ? { DocumentName: 'Sample', Parameters } : { DocumentName: 'Sample' };
    const { AutomationExecutionId } = await call('StartAutomationExecution', request);
    const result = await call('GetAutomationExecution', { AutomationExecutionId });
    return result['AutomationExecution'] as AutomationExecution;
  };
  const run = async (document: unknown, parameters?: Record<string, string[]>) => {
    await create(document);
    return start(parameters);
  };
  return { automation, clock, invocations, call, create, start, run };
}

/** The names and statuses of the steps that were run, `First Success, Second Failed`. */
export const courseOf = ({ StepExecutions = [] }: AutomationExecution): string =>
  StepExecutions.map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`).join(', ');

/** The report on one step; throws if it was not run. */
export function stepOf({ StepExecutions = [] }: AutomationExecution, name: string): StepExecution {
  const found = StepExecutions.find(({ StepName }) => StepName === name);
  if (!found) throw new Error(`No step ${name} was run`);
  return found;
}
