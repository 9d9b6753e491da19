import type { SourceUpdate } from '../../aws/aggregator-sources.ts';
import { formatMinute } from '../../policy/text.ts';
import { clean } from '../formats/clean.ts';
import type { AccountFinding, Problem } from './findings.ts';
import type { AggregatorReading, RuleResults } from './read-aggregator.ts';

/** Whether an account without a result, in which no IAM user is on record, counts as known. */
export interface ProblemOptions {
  readonly region: string;
  readonly allowNoUsers: boolean;
}

/** Everything that is not known, although the aggregator shows that there is something to know. */
export function problemsOf(
  { updates, sourceAccounts, results }: AggregatorReading,
  accounts: readonly AccountFinding[],
  { region, allowNoUsers }: ProblemOptions,
): Problem[] {
  const ofRegion = updates.filter((update) => isOfRegion(update, region));
  return [
    ...ofRegion.filter(({ status }) => status !== 'SUCCEEDED').map(notUpdated),
    ...sourcesWithoutStatus(sourceAccounts, ofRegion),
    ...accounts.filter((each) => isWithoutResult(each, allowNoUsers)).map(noResult),
    ...results.flatMap(notRead),
  ];
}

/** Whether an update concerns a Region; an organization's may have none. */
export const isOfRegion = (update: SourceUpdate, region: string): boolean =>
  update.region === undefined || update.region === region;

function notUpdated({ sourceId, isOrganization, status, updatedAt, error }: SourceUpdate): Problem {
  const when = updatedAt ? `at ${formatMinute(updatedAt)}` : 'at a time that AWS Config does not tell';
  const why = error ? ` (${clean(error)})` : '';
  return {
    accountId: isOrganization ? '' : clean(sourceId),
    code: 'NotUpdated',
    text: `The last update of the aggregator from this source is ${clean(status)}, ${when}${why}`,
  };
}

/**
 * The accounts that the aggregator names, or the organization if it names none, of which nobody knows when
 * the aggregator was updated. An organization is known by the status of any of its accounts: AWS does not
 * document that it has one of its own.
 */
function sourcesWithoutStatus(accountIds: readonly string[], updates: readonly SourceUpdate[]): Problem[] {
  const withStatus = new Set(updates.map(({ sourceId }) => sourceId));
  const organization = accountIds.length + updates.length === 0 ? [''] : [];
  const named = accountIds.filter((accountId) => !withStatus.has(accountId)).map(clean);
  return [...organization, ...named].map((accountId) => ({
    accountId,
    code: 'NotUpdated',
    text: 'AWS Config has no status of this source of the aggregator',
  }));
}

function isWithoutResult({ complianceType, usersOnRecord }: AccountFinding, allowNoUsers: boolean): boolean {
  return complianceType === null && !(allowNoUsers && usersOnRecord === 0);
}

function noResult({ accountId, usersOnRecord }: AccountFinding): Problem {
  const text =
    usersOnRecord === 0
      ? 'No result, and AWS Config has no IAM user on record: there is none, or users are not recorded'
      : 'No result, although AWS Config has IAM users on record: the rule is not deployed, has not run, or all are exempt';
  return { accountId, code: 'NoResult', text };
}

function notRead({ rule, results, failure }: RuleResults): Problem[] {
  if (failure === undefined && results.length > 0) return [];
  const ruleName = clean(rule.configRuleName);
  const text =
    failure === undefined
      ? `${ruleName} is NON_COMPLIANT, but the aggregator has no result of a user: try again later`
      : `The results of ${ruleName} could not be read: ${clean(failure)}`;
  return [{ accountId: clean(rule.accountId), code: 'NotRead', text }];
}
