import type { Step } from '../document/runbook.ts';
import { ACTIONS, type ActionResult, LONGEST, type Services } from './actions.ts';
import { StepFailure, StepTimeout } from './failure.ts';
import { declaredOutputs } from './outputs.ts';
import { substitute } from './references.ts';
import type { Scope } from './scope.ts';

/** How a step went. */
export interface StepRun {
  readonly step: Step;
  readonly status: 'Success' | 'Failed' | 'TimedOut';
  /** With their references replaced, as far as that was possible. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Where aws:branch went. */
  readonly goTo?: string | undefined;
  readonly note?: string | undefined;
  readonly failureMessage?: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** What an execution gives to each of its steps. */
export interface StepSurroundings {
  readonly scope: Scope;
  readonly context: Readonly<Record<string, string>>;
  readonly services: Services;
}

type Attempt = Pick<StepRun, 'status' | 'inputs' | 'outputs' | 'goTo' | 'note'> & {
  readonly failureMessage?: string;
};

/** Runs a step, as often as it may be tried. Failures are results. */
export async function runStep(step: Step, surroundings: StepSurroundings): Promise<StepRun> {
  const { clock } = surroundings.services;
  const startedAt = clock.now();
  let attempt = await tryStep(step, surroundings);
  for (let left = (step.maxAttempts ?? 1) - 1; left > 0 && attempt.status !== 'Success'; left -= 1) {
    attempt = await tryStep(step, surroundings);
  }
  return { step, ...attempt, startedAt, endedAt: clock.now() };
}

async function tryStep(step: Step, surroundings: StepSurroundings): Promise<Attempt> {
  const { scope } = surroundings;
  let inputs = step.inputs;
  try {
    const lookup = step.action === 'aws:branch' ? scope.lookupOptional : scope.lookup;
    inputs = substitute(step.inputs, lookup) as Step['inputs'];
    const { outputs, goTo, note } = await act(step, inputs, surroundings);
    return { status: 'Success', inputs, outputs: { ...outputs, ...declared(step, outputs) }, goTo, note };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { status: error.status, inputs, outputs: {}, failureMessage: error.message };
  }
}

/** The time that counts is the clock's: nothing is interrupted, but what took too long has failed. */
async function act(
  step: Step,
  inputs: Step['inputs'],
  { context, services }: StepSurroundings,
): Promise<ActionResult> {
  const startedAt = services.clock.now().getTime();
  const result = await ACTIONS[step.action]({ step, inputs, context, services });
  const longest = Math.min(step.timeoutSeconds ?? Infinity, LONGEST[step.action] ?? Infinity);
  if (services.clock.now().getTime() - startedAt > longest * 1_000) throw new StepTimeout(longest);
  return result;
}

function declared(step: Step, answer: ActionResult['outputs']): ActionResult['outputs'] {
  return declaredOutputs(step.outputs ?? [], answer);
}
