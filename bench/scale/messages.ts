import { ASSUMPTIONS } from './assumptions.ts';
import { accountsAtOnce } from './stack-set.ts';

/**
 * The messages to the central topic in one second of the first evaluation of `Rollout=StackSet`, on average,
 * if nothing is throttled and each account has one NON_COMPLIANT user, which AWS Config reports as soon as
 * the rule exists.
 */
export function messagesPerSecond(accounts: number): number {
  const [fastest, slowest] = ASSUMPTIONS.fast.account;
  return accountsAtOnce(accounts) / (((fastest + slowest) / 2) * 60);
}
