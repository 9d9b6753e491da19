import { type Runbook, type Step, stepIn } from './runbook.ts';

/** The step of this name; in a checked runbook, every reference to a step has one. */
export function stepNamed({ mainSteps }: Runbook, name: string | undefined): Step | undefined {
  return mainSteps.find((step) => step.name === name);
}

/** The name of the step after a step without a jump; `undefined` at the end. */
export function defaultSuccessorOf(runbook: Runbook, step: Step): string | undefined {
  if (step.isEnd) return undefined;
  return step.nextStep ?? runbook.mainSteps[runbook.mainSteps.indexOf(step) + 1]?.name;
}

/** The names of all steps that a step refers to. */
export function targetsOf(step: Step): readonly string[] {
  const named = [step.nextStep, stepIn(step.onFailure), stepIn(step.onCancel), ...branchTargets(step)];
  return named.filter((name) => name !== undefined);
}

/** The names of all steps that may run directly after a step. */
export function successorsOf(runbook: Runbook, step: Step): readonly string[] {
  const following = hasDefault(step) ? undefined : defaultSuccessorOf(runbook, step);
  const successors = [...branchTargets(step), following, step.isEnd ? undefined : stepIn(step.onFailure)];
  return successors.filter((name) => name !== undefined);
}

/**
 * The names of the steps of a loop, the first and the last of which are the same; `undefined` if there is no
 * loop.
 */
export function loopIn(runbook: Runbook): readonly string[] | undefined {
  const done = new Set<string>();
  const search = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    const step = stepNamed(runbook, name);
    if (!step || done.has(name)) return undefined;
    const loop = firstOf(successorsOf(runbook, step), (next) => search(next, [...path, name]));
    done.add(name);
    return loop;
  };
  return firstOf(runbook.mainSteps, ({ name }) => search(name, []));
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined) {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasDefault(step: Step): boolean {
  return step.action === 'aws:branch' && Object.hasOwn(step.inputs, 'Default');
}

function branchTargets(step: Step): readonly string[] {
  if (step.action !== 'aws:branch') return [];
  const { Choices: choices, Default: otherwise } = step.inputs as unknown as BranchTargets;
  return [...choices.map((choice) => choice.NextStep), ...(otherwise === undefined ? [] : [otherwise])];
}

interface BranchTargets {
  readonly Choices: readonly { readonly NextStep: string }[];
  readonly Default?: string;
}
