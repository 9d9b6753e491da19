import { AwsError } from '../../api.ts';
import { APPROVAL_TIMEOUT_SECONDS } from '../document/approve-inputs.ts';
import type { ActionName, Step } from '../document/runbook.ts';
import type { ScriptRunner } from '../scripts/script-runner.ts';
import { type ApprovalServices, approve } from './approve.ts';
import { type BranchInputs, selectNextStep } from './branch.ts';
import { StepFailure } from './failure.ts';

/** Lambda's answer to an invocation. */
export interface FunctionResult {
  readonly StatusCode: number;
  readonly FunctionError?: string;
  /** JSON. */
  readonly Payload: string;
}

/** The services that actions use. */
export interface Services extends ApprovalServices {
  /** aws:sleep waits by `wait`; without it, a sleep takes no time. */
  readonly clock: { now(): Date; wait?: (milliseconds: number) => Promise<void> };
  readonly invokeFunction: (functionName: string, payload: unknown) => Promise<FunctionResult>;
  readonly runScript: ScriptRunner;
  /**
   * Whether an error of the function fails the step; AWS does not document it. If not, the step outputs the
   * payload.
   */
  readonly lambdaErrorFailsStep: boolean;
  /**
   * Whether a later step receives the payload of a function as JSON or as a value; AWS does not document it.
   */
  readonly lambdaPayload: 'string' | 'object';
}

/** A step to run; the references in its inputs have been replaced. */
export interface ActionCall {
  readonly step: Step;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, string>>;
  readonly services: Services;
}

/** The result of an action: its own outputs, and for aws:branch the next step. */
export interface ActionResult {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly goTo?: string | undefined;
  readonly note?: string | undefined;
}

/** Runs an action; throws a `StepFailure` if it fails. */
export type Action = (call: ActionCall) => Promise<ActionResult>;

/** Every action that the sandbox supports. */
export const ACTIONS: Readonly<Record<ActionName, Action>> = {
  'aws:approve': async ({ step, inputs, services }) => ({ outputs: await approve(step, inputs, services) }),
  'aws:branch': async ({ inputs }) => ({
    outputs: {},
    goTo: selectNextStep(inputs as unknown as BranchInputs),
  }),
  'aws:executeAwsApi': async () => {
    throw new StepFailure('aws:executeAwsApi is not supported by the sandbox');
  },
  'aws:executeScript': executeScript,
  'aws:invokeLambdaFunction': invokeLambdaFunction,
  'aws:sleep': sleep,
};

/** User guide: the maximum duration of an action, even if its step allows more. */
export const MAX_DURATION_SECONDS: Readonly<Partial<Record<ActionName, number>>> = {
  'aws:approve': APPROVAL_TIMEOUT_SECONDS.max,
  'aws:executeAwsApi': 25,
  'aws:executeScript': 600,
  'aws:invokeLambdaFunction': 300,
};

async function executeScript({ step, inputs, context, services }: ActionCall): Promise<ActionResult> {
  const { Runtime: runtime, Handler: handler = '', Script: script, InputPayload: events = {} } = inputs;
  const { value, note } = await services.runScript({
    runtime: String(runtime),
    script: String(script),
    handler: String(handler),
    events,
    context,
    timeoutSeconds: Math.min(step.timeoutSeconds ?? 600, 600),
    outputNames: (step.outputs ?? []).map(({ Selector: selector }) => selector.replace(/^.*\./, '')),
  });
  return { outputs: { Payload: value }, note };
}

async function invokeLambdaFunction({ inputs, services }: ActionCall): Promise<ActionResult> {
  const { FunctionName: functionName, InvocationType: type = 'RequestResponse' } = inputs;
  if (type !== 'RequestResponse') throw new StepFailure(`InvocationType ${type} is not supported here`);
  const result = await services.invokeFunction(String(functionName), payloadOf(inputs)).catch(refused);
  if (result.FunctionError !== undefined && services.lambdaErrorFailsStep) {
    throw new StepFailure(`The function failed: ${result.FunctionError} ${result.Payload}`);
  }
  const payload: unknown = services.lambdaPayload === 'object' ? JSON.parse(result.Payload) : result.Payload;
  return { outputs: { ...NO_OUTPUTS, ...result, Payload: payload } };
}

/** Outputs that an invocation has only under some conditions; otherwise they have no value. */
const NO_OUTPUTS = { FunctionError: undefined, LogResult: undefined };

function refused(error: unknown): never {
  if (error instanceof AwsError) throw new StepFailure(`${error.message} (${error.name})`);
  throw error;
}

function payloadOf({ InputPayload: inputPayload, Payload: legacy }: ActionCall['inputs']): unknown {
  if (inputPayload !== undefined) return inputPayload;
  try {
    return JSON.parse(String(legacy ?? '{}'));
  } catch {
    throw new StepFailure(`Payload must be JSON; received ${legacy}`);
  }
}

/** 604,799 seconds (user guide, "aws:sleep"). */
const MAX_SLEEP_MS = 604_799_000;

async function sleep({ inputs, services: { clock } }: ActionCall): Promise<ActionResult> {
  const { Duration: duration, Timestamp: timestamp } = inputs;
  const milliseconds =
    timestamp === undefined
      ? spanOf(String(duration))
      : Date.parse(String(timestamp)) - clock.now().getTime();
  if (!(milliseconds <= MAX_SLEEP_MS)) {
    throw new StepFailure(
      `Cannot sleep ${duration === undefined ? 'until' : 'for'} ${duration ?? timestamp}`,
    );
  }
  await clock.wait?.(Math.max(0, milliseconds));
  return { outputs: {} };
}

function spanOf(duration: string): number {
  const [, ...parts] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  if (parts.length === 0) return Number.NaN;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
