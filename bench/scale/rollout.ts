import type { Assumptions } from './assumptions.ts';
import { simulateOperation } from './operation.ts';
import { simulateStackSet } from './stack-set.ts';

/** A part of the deployment. */
export type Part = 'functions' | 'forwarding' | 'pack';

/**
 * The parts of each rollout of the stack OneActiveKeyOrganization. The functions are first; the others wait for them and then run
 * at the same time. Forwarding is only there where the home Region is not IAM's.
 */
export const ROLLOUTS = {
  '`Rollout=StackSet`': ['functions'],
  '`Rollout=StackSet` with forwarding': ['functions', 'forwarding'],
  '`Rollout=ConformancePack`': ['functions', 'pack'],
  '`Rollout=ConformancePack` with forwarding': ['functions', 'forwarding', 'pack'],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

/** The minutes of one part alone. */
export function minutesOfPart(part: Part, accounts: number, assumptions: Assumptions): number {
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

/** The numbers of accounts that are tried: every ten up to a thousand, every hundred up to ten thousand. */
const TRIED = [
  ...Array.from({ length: 100 }, (_, index) => 10 * (index + 1)),
  ...Array.from({ length: 90 }, (_, index) => 1_000 + 100 * (index + 1)),
];

/**
 * The smallest number of accounts for which, and for all larger ones that are tried, something takes longer than a limit; none if
 * ten thousand accounts do not reach it. The time does not grow evenly, since the percentage is rounded down.
 */
export function firstBeyond(
  limitMinutes: number,
  minutesOf: (accounts: number) => number,
): number | undefined {
  return TRIED[TRIED.findLastIndex((accounts) => minutesOf(accounts) <= limitMinutes) + 1];
}
