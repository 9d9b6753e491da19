import { ASSUMPTIONS } from './assumptions.ts';
import { MEMBER } from './bill.ts';
import { PAGE_SIZES } from './limits.ts';
import { accountsAtOnce } from './stack-set.ts';

/** The rules of an account in the aggregator, assumed: Control Tower and Security Hub create most of them. */
export const RULES_PER_ACCOUNT = 100;

/**
 * The calls for a look at the whole organization. `preview --aggregator` lists the rules of all accounts, since the API finds a
 * rule by its whole name only and a pack's rule has a suffix, then the recorded users, and then the NON_COMPLIANT results of each
 * account, here at most 100 in each.
 */
export const CALLS: Readonly<Record<string, (accounts: number) => number>> = {
  'calls of the output `MemberStatus`, and of `PackStatus`': (accounts) => pages(accounts, PAGE_SIZES.status),
  'calls of `preview --aggregator`: all rules': (accounts) =>
    pages(accounts * RULES_PER_ACCOUNT, PAGE_SIZES.aggregateCompliance),
  'calls of `preview --aggregator`: all users': (accounts) =>
    pages(accounts * MEMBER.users, PAGE_SIZES.aggregateQuery),
  'calls of `preview --aggregator`: results': (accounts) =>
    accounts * pages(MEMBER.nonCompliant, PAGE_SIZES.aggregateDetails),
};

const pages = (items: number, size: number): number => Math.ceil(items / size);

/**
 * The messages to the central topic in one second of the first evaluation of `Rollout=StackSet`, on average, if nothing is
 * throttled and each account has one NON_COMPLIANT user, which AWS Config reports as soon as the rule exists.
 */
export function messagesPerSecond(accounts: number): number {
  const [fastest, slowest] = ASSUMPTIONS.fast.account;
  return accountsAtOnce(accounts) / (((fastest + slowest) / 2) * 60);
}
