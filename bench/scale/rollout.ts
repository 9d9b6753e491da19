import type { Assumptions } from './assumptions.ts';
import { simulateOperation } from './operation.ts';
import { simulateStackSet } from './stack-set.ts';

/** A part of the deployment. */
export type Part = 'functions' | 'forwarding' | 'pack';

/**
 * The parts of each rollout of the stack OneActiveKeyOrganization. The functions are first; the others wait
 * for them and then run at the same time. Forwarding is only there where the home Region is not IAM's; with
 * it the pack takes the longer time of the two.
 */
export const ROLLOUTS = {
  '`Rollout=StackSet`': ['functions'],
  '`Rollout=StackSet` with forwarding': ['functions', 'forwarding'],
  '`Rollout=ConformancePack`': ['functions', 'pack'],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

/** The minutes of one part alone. */
function minutesOfPart(part: Part, accounts: number, assumptions: Assumptions): number {
  const { account, forwarding, pack, stackSetsAtOnce: throttledTo, packsAtOnce: atOnce } = assumptions;
  switch (part) {
    case 'functions':
      return simulateStackSet(accounts, { minutes: account, throttledTo }).minutes;
    case 'forwarding':
      return simulateStackSet(accounts, { minutes: forwarding, throttledTo }).minutes;
    case 'pack':
      return simulateOperation({ accounts, minutes: pack, atOnce }).minutes;
  }
}

/** The minutes of a deployment or an upgrade. */
export function minutesOfRollout(parts: readonly Part[], accounts: number, assumptions: Assumptions): number {
  const minutes = (part: Part) => minutesOfPart(part, accounts, assumptions);
  const others = parts.filter((part) => part !== 'functions').map(minutes);
  return minutes('functions') + Math.max(0, ...others);
}
