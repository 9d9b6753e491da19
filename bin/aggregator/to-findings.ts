import type { AggregatorInRegion } from '../../aws/aggregated-results.ts';
import { compareIds } from '../../policy/identifiers.ts';
import { clean } from '../formats/clean.ts';
import {
  type AccountFinding,
  type Findings,
  knownAccounts,
  type NonCompliantUser,
  type Problem,
  SCHEMA_VERSION,
  type Summary,
} from './findings.ts';
import { nonCompliantUsersOf } from './non-compliant-users.ts';
import { isOfRegion, problemsOf } from './problems.ts';
import type { AggregatorReading, RuleWithResults } from './read-aggregator.ts';

/** The aggregator, the time, and how accounts without users count. */
export interface FindingsOptions extends AggregatorInRegion {
  readonly now: Date;
  /** Whether an account without a result, in which no IAM user is on record, counts as known. */
  readonly allowNoUsers: boolean;
}

/**
 * What an aggregator holds, what it should hold and does not, and what it never holds. Texts of others are
 * cleaned.
 */
export function toFindings(reading: AggregatorReading, options: FindingsOptions): Findings {
  const accounts = accountsOf(reading, options.region);
  const users = nonCompliantUsersOf(reading);
  const problems = problemsOf(reading, accounts, options).toSorted(byAccount);
  return {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: options.now.toISOString(),
    aggregator: options.name,
    region: options.region,
    isComplete: problems.length === 0,
    summary: summaryOf(accounts, problems, users),
    users,
    accounts,
    problems,
    notTold: NOT_TOLD,
  };
}

/** API reference, AggregateEvaluationResult and DescribeAggregateComplianceByConfigRules. */
const NOT_TOLD = [
  'Exempt users: an aggregator holds no result that is NOT_APPLICABLE.',
  'Accounts of which nothing has reached the aggregator: compare the accounts with aws organizations list-accounts.',
  'How old a COMPLIANT result is: the alarm one-active-key-rule-not-run of an account says that its rule no longer runs.',
  'Which function a rule has: rules are found by their names. Whoever administers an account can make it COMPLIANT, and writes its annotations.',
] as const;

function accountsOf(
  { sourceAccounts, updates, accountsWithRules, rules, users }: AggregatorReading,
  region: string,
): AccountFinding[] {
  const updatedAccounts = updates
    .filter((update) => !update.isOrganization && isOfRegion(update, region))
    .map(({ sourceId }) => sourceId);
  const usersOnRecord = countUsers(users);
  const rulesByAccount = groupByAccount(rules);
  const ids = [...sourceAccounts, ...updatedAccounts, ...accountsWithRules, ...usersOnRecord.keys()];
  const finding = (accountId: string): AccountFinding => {
    const ofAccount = rulesByAccount.get(accountId) ?? [];
    return {
      accountId: clean(accountId),
      complianceType: complianceOf(ofAccount),
      configRuleNames: ofAccount.map(({ configRuleName }) => clean(configRuleName)).toSorted(),
      usersOnRecord: usersOnRecord.get(accountId) ?? 0,
    };
  };
  return [...new Set(ids)].map(finding).toSorted(byAccount);
}

function complianceOf(rules: readonly RuleWithResults[]): AccountFinding['complianceType'] {
  if (rules.length === 0) return null;
  const isCompliant = rules.every(({ complianceType }) => complianceType === 'COMPLIANT');
  return isCompliant ? 'COMPLIANT' : 'NON_COMPLIANT';
}

function groupByAccount(rules: readonly RuleWithResults[]): ReadonlyMap<string, readonly RuleWithResults[]> {
  const groups = new Map<string, RuleWithResults[]>();
  for (const rule of rules) {
    const group = groups.get(rule.accountId);
    if (group) group.push(rule);
    else groups.set(rule.accountId, [rule]);
  }
  return groups;
}

/** The number of users of each account; a user that several Regions record counts once. */
function countUsers(users: AggregatorReading['users']): ReadonlyMap<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const { accountId, userId } of users)
    ids.set(accountId, (ids.get(accountId) ?? new Set()).add(userId));
  return new Map([...ids].map(([accountId, ofAccount]) => [accountId, ofAccount.size]));
}

function summaryOf(
  accounts: readonly AccountFinding[],
  problems: readonly Problem[],
  users: readonly NonCompliantUser[],
): Summary {
  const known = knownAccounts({ accounts, problems });
  const numberOf = (type: AccountFinding['complianceType'], among: readonly AccountFinding[] = known) =>
    among.filter(({ complianceType }) => complianceType === type).length;
  const nonCompliant = numberOf('NON_COMPLIANT', accounts);
  const [compliant, withoutUsers] = [numberOf('COMPLIANT'), numberOf(null)];
  return {
    accounts: accounts.length,
    compliant,
    nonCompliant,
    withoutUsers,
    notKnown: accounts.length - compliant - nonCompliant - withoutUsers,
    nonCompliantUsers: users.length,
  };
}

const byAccount = (a: Pick<Problem, 'accountId'>, b: Pick<Problem, 'accountId'>): number =>
  compareIds(a.accountId, b.accountId);
