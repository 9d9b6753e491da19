import { defaultSuccessorOf, stepNamed } from '../document/flow.ts';
import { type Runbook, type Step, stepIn } from '../document/runbook.ts';
import type { Services } from './actions.ts';
import { StepFailure } from './failure.ts';
import { substitute } from './references.ts';
import { createScope, type ExecutionEnvironment, type Scope, systemVariables } from './scope.ts';
import { runStep, type StepRun } from './step-run.ts';

/** One complete execution of a runbook. */
export interface Execution {
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Cancelled' | 'Waiting';
  readonly assumedRole?: string;
  readonly failureMessage?: string;
  readonly steps: readonly StepRun[];
  /** The value of each output of the document; `undefined` if no step produced it. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly startedAt: Date;
  /** Absent while the execution waits. */
  readonly endedAt?: Date;
}

/** An execution before one of its steps. */
export type ExecutionSoFar = Pick<Execution, 'steps' | 'outputs' | 'startedAt'>;

/** Where an execution runs, and who is told of its progress. */
export interface RunEnvironment extends ExecutionEnvironment {
  readonly services: Services;
  /** Called before each step. */
  readonly onStep?: (soFar: ExecutionSoFar) => void;
}

/** Runs a runbook with the values of its parameters; returns failures as results. */
export async function execute(
  runbook: Runbook,
  parameters: Readonly<Record<string, unknown>>,
  environment: RunEnvironment,
): Promise<Execution> {
  const { clock } = environment;
  const startedAt = clock.now();
  const scope = createScope(environment);
  scope.add(parameters);
  const role = roleOf(runbook, scope);
  const outputs = () => Object.fromEntries((runbook.outputs ?? []).map((name) => [name, scope.get(name)]));
  const onStep = (steps: readonly StepRun[]) =>
    environment.onStep?.({ steps: [...steps], outputs: outputs(), startedAt });
  const steps = 'failureMessage' in role ? [] : await runSteps(runbook, scope, { ...environment, onStep });
  return { ...statusOf(steps), ...role, steps, outputs: outputs(), startedAt, endedAt: clock.now() };
}

async function runSteps(
  runbook: Runbook,
  scope: Scope,
  environment: Omit<RunEnvironment, 'onStep'> & { readonly onStep: (steps: readonly StepRun[]) => void },
): Promise<readonly StepRun[]> {
  const { services, onStep } = environment;
  const runs: StepRun[] = [];
  // The iteration ends, since CreateDocument refuses a runbook with a loop.
  for (let step = runbook.mainSteps[0]; step; ) {
    onStep(runs);
    const run = await runStep(step, { scope, services, context: systemVariables(environment) });
    runs.push(run);
    const { name } = step;
    scope.add(
      Object.fromEntries(Object.entries(run.outputs).map(([output, value]) => [`${name}.${output}`, value])),
    );
    step = stepNamed(runbook, stepAfter(runbook, step, run));
  }
  return runs;
}

function stepAfter(runbook: Runbook, step: Step, { status, goTo }: StepRun): string | undefined {
  if (status === 'Success') return goTo ?? defaultSuccessorOf(runbook, step);
  if (status === 'Cancelled') return undefined;
  // User guide, isEnd: the automation stops whether the step succeeds or fails.
  if (step.isEnd) return undefined;
  return step.onFailure === 'Continue' ? defaultSuccessorOf(runbook, step) : stepIn(step.onFailure);
}

/** User guide, isCritical: with `Continue`, a step is not critical unless isCritical is set. */
function isCritical({ isCritical: critical, onFailure }: Step): boolean {
  return critical ?? onFailure !== 'Continue';
}

function statusOf(steps: readonly StepRun[]): Pick<Execution, 'status' | 'failureMessage'> {
  const failed =
    steps.find(({ status }) => status === 'Cancelled') ??
    steps.find(({ step, status }) => status !== 'Success' && isCritical(step));
  return failed
    ? { status: failed.status, failureMessage: failed.failureMessage ?? '' }
    : { status: 'Success' };
}

function roleOf(
  { assumeRole }: Runbook,
  scope: Scope,
): { readonly assumedRole: string } | { readonly status: 'Failed'; readonly failureMessage: string } {
  const role = parseRole(assumeRole, scope);
  if (/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(role)) return { assumedRole: role };
  // AWS would continue with the caller's permissions; in the sandbox, no caller has permissions.
  return { status: 'Failed', failureMessage: `assumeRole must be the ARN of a role; received "${role}".` };
}

function parseRole(assumeRole: string | undefined, scope: Scope): string {
  try {
    return String(substitute(assumeRole ?? '', scope.lookup));
  } catch (error) {
    if (error instanceof StepFailure) return assumeRole ?? '';
    throw error;
  }
}
