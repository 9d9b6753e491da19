import { evaluationsIn, type Month } from '../cost/bill.ts';
import { priceOf } from '../cost/price.ts';

/**
 * The account of which the organization consists in the bill: 20 users, one with two active keys, swept once
 * a day.
 */
export const MEMBER = {
  users: 20,
  nonCompliant: 1,
  sweepsPerDay: 1,
  changesPerDay: 0,
  reporting: 'All',
} as const satisfies Month;

/** USD in us-east-1, November 2026, from secondary sources. */
const PRICES = {
  /** One standard alarm a month, beyond the free ones (Amazon CloudWatch pricing). */
  alarm: 0.1,
  /** One custom metric a month at most, beyond the free ones (same page). */
  metric: 0.3,
} as const;

/** The alarms of an account that has a topic. */
export const ALARMS = 6;

const daily = evaluationsIn(MEMBER);

/**
 * The USD of each line of the bill, by the number of accounts; each account alone is in the most expensive
 * tier.
 */
export const LINES: Readonly<Record<string, (accounts: number) => number>> = {
  'evaluations, daily, each account billed alone': (accounts) => accounts * priceOf(daily),
  'the same, billed together': (accounts) => priceOf(accounts * daily),
  'the same, billed together, `Reporting=Changes`': (accounts) =>
    priceOf(accounts * evaluationsIn({ ...MEMBER, reporting: 'Changes' })),
  'near real time, one change an account and day': (accounts) =>
    accounts * priceOf(evaluationsIn({ ...MEMBER, changesPerDay: 1 }) - daily),
  'six alarms and a metric; none without a topic': (accounts) =>
    accounts * (ALARMS * PRICES.alarm + PRICES.metric),
};
