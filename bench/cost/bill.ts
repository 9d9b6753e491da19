import type { Reporting } from '../../rule/parameters.ts';

/** The days of a month in every bill. */
export const DAYS = 30;

/** The first month of an account, as far as its evaluations depend on it. */
export interface Month {
  readonly users: number;
  /** The users that are NON_COMPLIANT or exempt. */
  readonly nonCompliant: number;
  readonly sweepsPerDay: number;
  /** The changes near real time, each in a run of its own or in one with others. */
  readonly changesPerDay: number;
  readonly reporting: Reporting;
}

/**
 * The evaluations that Config bills: one for each change, and those of the sweeps, of which the first one
 * reports everybody.
 */
export function evaluationsIn(month: Month): number {
  const { users, nonCompliant, sweepsPerDay, changesPerDay, reporting } = month;
  const ofNextSweep = reporting === 'All' ? users : nonCompliant;
  return users + (DAYS * sweepsPerDay - 1) * ofNextSweep + DAYS * changesPerDay;
}

/**
 * The most evaluations of changed users in a month: AWS Config starts a rule once a minute, for as many users
 * at most.
 */
export const mostEvaluations = (usersPerMinute: number): number => DAYS * 24 * 60 * usersPerMinute;
