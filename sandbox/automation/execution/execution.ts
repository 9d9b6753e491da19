import { following, stepNamed } from '../document/flow.ts';
import { type Runbook, type Step, stepIn } from '../document/runbook.ts';
import type { Services } from './actions.ts';
import { StepFailure } from './failure.ts';
import { substitute } from './references.ts';
import { createScope, type Scope, type Surroundings, systemVariables } from './scope.ts';
import { runStep, type StepRun } from './step-run.ts';

/** One run of a runbook, from its first step to its end. */
export interface Execution {
  readonly status: 'Success' | 'Failed' | 'TimedOut';
  readonly assumedRole?: string;
  readonly failureMessage?: string;
  readonly steps: readonly StepRun[];
  /** The value of each of the document's outputs; `undefined` if a step did not come to give it. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** Runs a runbook with the values of its parameters. Failures are results. */
export async function execute(
  runbook: Runbook,
  parameters: Readonly<Record<string, unknown>>,
  surroundings: Surroundings & { readonly services: Services },
): Promise<Execution> {
  const { clock } = surroundings;
  const startedAt = clock.now();
  const scope = createScope(surroundings);
  scope.add(parameters);
  const role = roleOf(runbook, scope);
  const steps = 'failureMessage' in role ? [] : await runSteps(runbook, scope, surroundings);
  const outputs = Object.fromEntries((runbook.outputs ?? []).map((name) => [name, scope.get(name)]));
  return { ...statusOf(steps), ...role, steps, outputs, startedAt, endedAt: clock.now() };
}

async function runSteps(
  runbook: Runbook,
  scope: Scope,
  surroundings: Surroundings & { readonly services: Services },
): Promise<readonly StepRun[]> {
  const { services } = surroundings;
  const runs: StepRun[] = [];
  // It ends: a runbook with a circle was refused.
  for (let step = runbook.mainSteps[0]; step; ) {
    const run = await runStep(step, { scope, services, context: systemVariables(surroundings) });
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
  if (status === 'Success') return goTo ?? following(runbook, step);
  // User guide on isEnd: the automation stops whether the step failed or succeeded.
  if (step.isEnd) return undefined;
  return step.onFailure === 'Continue' ? following(runbook, step) : stepIn(step.onFailure);
}

/** User guide on isCritical: `Continue` makes a step uncritical, unless the step says otherwise. */
function isCritical({ isCritical: critical, onFailure }: Step): boolean {
  return critical ?? onFailure !== 'Continue';
}

function statusOf(steps: readonly StepRun[]): Pick<Execution, 'status' | 'failureMessage'> {
  const failed = steps.find(({ step, status }) => status !== 'Success' && isCritical(step));
  return failed
    ? { status: failed.status, failureMessage: failed.failureMessage ?? '' }
    : { status: 'Success' };
}

function roleOf(
  { assumeRole }: Runbook,
  scope: Scope,
): { readonly assumedRole: string } | { readonly status: 'Failed'; readonly failureMessage: string } {
  const role = readRole(assumeRole, scope);
  if (/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(role)) return { assumedRole: role };
  // AWS would go on with the caller's permissions; here no caller has any.
  return { status: 'Failed', failureMessage: `assumeRole must be the ARN of a role; received "${role}".` };
}

function readRole(assumeRole: string | undefined, scope: Scope): string {
  try {
    return String(substitute(assumeRole ?? '', scope.lookup));
  } catch (error) {
    if (error instanceof StepFailure) return assumeRole ?? '';
    throw error;
  }
}
