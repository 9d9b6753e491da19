import { stepNamed, successorsOf } from '../../../sandbox/automation/document/flow.ts';
import { type Runbook, type Step, stepIn } from '../../../sandbox/automation/document/runbook.ts';
import { type Rule, stepsOf } from './runbook-file.ts';

/** Rules for the way from step to step. */
export const FLOW_RULES: readonly Rule[] = [
  {
    expectation: 'names the next step or the end in every step',
    complaints: ({ runbook }) => runbook.mainSteps.flatMap(endErrors),
  },
  {
    expectation: 'has no step with both isEnd and an onFailure jump, since the result would be ambiguous',
    complaints: ({ runbook }) =>
      runbook.mainSteps
        .filter((step) => step.isEnd && stepIn(step.onFailure) !== undefined)
        .map(({ name, onFailure }) => `Step ${name}: expected isEnd without a jump; received ${onFailure}.`),
  },
  {
    expectation: 'reaches every step',
    complaints: ({ runbook }) => {
      const reached = reachedFrom(runbook, runbook.mainSteps[0]?.name);
      return runbook.mainSteps
        .filter(({ name }) => !reached.has(name))
        .map(({ name }) => `Step ${name}: expected a way to it; received none.`);
    },
  },
  {
    expectation: 'gives every branch a Default',
    complaints: (file) =>
      stepsOf(file, 'aws:branch')
        .filter(({ inputs }) => inputs['Default'] === undefined)
        .map(({ name }) => `Step ${name}: expected a Default; received none.`),
  },
];

/** A branch needs neither nextStep nor isEnd, since its choices name the next step. */
function endErrors({ name, action, nextStep, isEnd }: Step): readonly string[] {
  if (action === 'aws:branch') return [];
  if (isEnd && nextStep !== undefined) {
    return [`Step ${name}: expected nextStep or isEnd: true; received both.`];
  }
  if (isEnd || nextStep !== undefined) return [];
  return [`Step ${name}: expected nextStep or isEnd: true; received neither.`];
}

function reachedFrom(
  runbook: Runbook,
  name: string | undefined,
  reached = new Set<string>(),
): ReadonlySet<string> {
  const step = stepNamed(runbook, name);
  if (!step || reached.has(step.name)) return reached;
  reached.add(step.name);
  for (const next of successorsOf(runbook, step)) reachedFrom(runbook, next, reached);
  return reached;
}
