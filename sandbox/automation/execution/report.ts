import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import type { Execution } from './execution.ts';
import { asTexts } from './outputs.ts';
import type { GivenParameters } from './parameters.ts';
import type { StepRun } from './step-run.ts';

/** The request that started an execution, and the id of the execution. */
export interface Request {
  readonly executionId: string;
  readonly documentName: string;
  readonly parameters: GivenParameters;
  /** The ARN of who started it: for a role, that of the session. */
  readonly executedBy: string;
}

/** AWS's text for an output that no step produced. */
const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

/** An execution in the form of GetAutomationExecution, with the steps that ran. */
export function reportOf(request: Request, execution: Execution): AutomationExecution {
  const { status, failureMessage, steps, outputs, startedAt, endedAt } = execution;
  return {
    AutomationExecutionId: request.executionId,
    DocumentName: request.documentName,
    DocumentVersion: '1',
    Mode: 'Auto',
    AutomationExecutionStatus: status,
    ExecutedBy: request.executedBy,
    ExecutionStartTime: startedAt,
    ...(endedAt === undefined ? {} : { ExecutionEndTime: endedAt }),
    Parameters: mapValues(request.parameters, (texts) => [...texts]),
    Outputs: mapValues(outputs, (value) => (value === undefined ? [NO_OUTPUT] : asTexts(value))),
    StepExecutions: steps.map(stepReport),
    StepExecutionsTruncated: false,
    ...(failureMessage === undefined ? {} : { FailureMessage: failureMessage }),
  };
}

function stepReport(run: StepRun): StepExecution {
  const { step, status, inputs, outputs, failureMessage, note } = run;
  const given = Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
  return {
    StepName: step.name,
    Action: step.action,
    StepStatus: status,
    // AWS shows each input as JSON, also a text.
    Inputs: mapValues(inputs, (value) => JSON.stringify(value)),
    Outputs: mapValues(given, asTexts),
    ExecutionStartTime: run.startedAt,
    ...(run.endedAt === undefined ? {} : { ExecutionEndTime: run.endedAt }),
    ...(failureMessage === undefined ? {} : { FailureMessage: failureMessage }),
    ...(note === undefined ? {} : { WarningMessage: note }),
  };
}

function mapValues<Value, Mapped>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
