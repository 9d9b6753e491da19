import type { ComparedRow, DecisionResult } from './check/compare-rows.ts';
import type { MissingUser } from './check/missing-users.ts';
import { decisionOf, type PlacedRow } from './row.ts';

/**
 * The version of the format of a comparison: a new member raises the second number, any other change the
 * first.
 */
const COMPARISON_VERSION = '1.0';

/** What `verify --decisions` found; the JSON format is this object. */
export interface Comparison {
  readonly schemaVersion: typeof COMPARISON_VERSION;
  /** ISO 8601. */
  readonly generatedAt: string;
  readonly summary: Readonly<Record<DecisionResult | 'missing', number>>;
  /** In the order of the decision file. */
  readonly decisions: readonly ComparedRow[];
  /** By account, then by name. */
  readonly missing: readonly MissingUser[];
}

/** The compared rows of a file and the users without a row, with their numbers. */
export function comparisonOf(
  { decisions, missing }: Pick<Comparison, 'decisions' | 'missing'>,
  now: Date,
): Comparison {
  const countOf = (wanted: DecisionResult) => decisions.filter(({ result }) => result === wanted).length;
  return {
    schemaVersion: COMPARISON_VERSION,
    generatedAt: now.toISOString(),
    summary: {
      done: countOf('done'),
      left: countOf('left'),
      contradicted: countOf('contradicted'),
      missing: missing.length,
    },
    decisions,
    missing,
  };
}

/** A row about an account that was not read: nothing is known of it, so it is not done. */
export function rowNotCompared({ row, place }: PlacedRow): ComparedRow {
  const { accountId, userName, userId } = row;
  const reason = `the account ${accountId} was not read.`;
  return { place, accountId, userName, userId, decision: decisionOf(row), result: 'left', reason };
}
