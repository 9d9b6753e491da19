import { type Runbook, type Step, stepIn } from './runbook.ts';

/** A step by its name; a name of a checked runbook always is that of a step. */
export function stepNamed({ mainSteps }: Runbook, name: string | undefined): Step | undefined {
  return mainSteps.find((step) => step.name === name);
}

/** The step that comes after one that succeeded and jumps nowhere. */
export function following(runbook: Runbook, step: Step): string | undefined {
  if (step.isEnd) return undefined;
  return step.nextStep ?? runbook.mainSteps[runbook.mainSteps.indexOf(step) + 1]?.name;
}

/** Every step that a step names. */
export function targetsOf(step: Step): readonly string[] {
  const named = [step.nextStep, stepIn(step.onFailure), stepIn(step.onCancel), ...branchTargets(step)];
  return named.filter((name) => name !== undefined);
}

/** Every step that may come directly after a step. */
export function waysFrom(runbook: Runbook, step: Step): readonly string[] {
  const onward = hasDefault(step) ? undefined : following(runbook, step);
  const ways = [...branchTargets(step), onward, step.isEnd ? undefined : stepIn(step.onFailure)];
  return ways.filter((name) => name !== undefined);
}

/** A way through the runbook that comes back to where it was; the first and the last name are the same. */
export function circleIn(runbook: Runbook): readonly string[] | undefined {
  const done = new Set<string>();
  const search = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    const step = stepNamed(runbook, name);
    if (!step || done.has(name)) return undefined;
    const circle = firstOf(waysFrom(runbook, step), (next) => search(next, [...path, name]));
    done.add(name);
    return circle;
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
