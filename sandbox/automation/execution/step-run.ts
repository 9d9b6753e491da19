import type { Step } from '../document/runbook.ts';
import { ACTIONS, type ActionResult, MAX_DURATION_SECONDS, type Services } from './actions.ts';
import { StepFailure, StepTimeout } from './failure.ts';
import { declaredOutputs } from './outputs.ts';
import { substitute } from './references.ts';
import type { Scope } from './scope.ts';

/** The result of a step. */
export interface StepRun {
  readonly step: Step;
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Cancelled' | 'Waiting';
  /** The inputs with their references replaced; unchanged if a reference failed. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The next step that aws:branch selected. */
  readonly goTo?: string | undefined;
  readonly note?: string | undefined;
  readonly failureMessage?: string;
  readonly startedAt: Date;
  /** Absent while the step waits. */
  readonly endedAt?: Date;
}

/** The values that an execution passes to each of its steps. */
export interface StepEnvironment {
  readonly scope: Scope;
  readonly context: Readonly<Record<string, string>>;
  readonly services: Services;
}

type Attempt = Pick<StepRun, 'status' | 'inputs' | 'outputs' | 'goTo' | 'note'> & {
  readonly failureMessage?: string;
};

/** Runs a step, again after a failure up to maxAttempts; returns failures as results. */
export async function runStep(step: Step, environment: StepEnvironment): Promise<StepRun> {
  const { clock } = environment.services;
  const startedAt = clock.now();
  let attempt = await tryStep(step, environment);
  for (let left = (step.maxAttempts ?? 1) - 1; left > 0 && attempt.status !== 'Success'; left -= 1) {
    attempt = await tryStep(step, environment);
  }
  return { step, ...attempt, startedAt, endedAt: clock.now() };
}

async function tryStep(step: Step, environment: StepEnvironment): Promise<Attempt> {
  const { scope } = environment;
  let inputs = step.inputs;
  try {
    const lookup = step.action === 'aws:branch' ? scope.lookupOptional : scope.lookup;
    inputs = substitute(step.inputs, lookup) as Step['inputs'];
    const { outputs, goTo, note } = await runAction(step, inputs, environment);
    return { status: 'Success', inputs, outputs: { ...outputs, ...declared(step, outputs) }, goTo, note };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { status: error.status, inputs, outputs: {}, failureMessage: error.message };
  }
}

/** The timeout is in virtual time: an action that exceeds it is not interrupted, but fails when it ends. */
async function runAction(
  step: Step,
  inputs: Step['inputs'],
  { context, services }: StepEnvironment,
): Promise<ActionResult> {
  const startedAt = services.clock.now().getTime();
  const result = await ACTIONS[step.action]({ step, inputs, context, services });
  const limitSeconds = Math.min(
    step.timeoutSeconds ?? Infinity,
    MAX_DURATION_SECONDS[step.action] ?? Infinity,
  );
  if (services.clock.now().getTime() - startedAt > limitSeconds * 1_000) throw new StepTimeout(limitSeconds);
  return result;
}

function declared(step: Step, answer: ActionResult['outputs']): ActionResult['outputs'] {
  return declaredOutputs(step.outputs ?? [], answer);
}
