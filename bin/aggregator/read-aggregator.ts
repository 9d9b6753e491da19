import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import pMap from 'p-map';
import {
  type AggregatedResult,
  type AggregatedRule,
  type AggregatorInRegion,
  listAggregatedRules,
  listNonCompliantResults,
  listRecordedUsers,
  type RecordedUser,
} from '../../aws/aggregated-results.ts';
import { listSourceUpdates, readSourceAccounts, type SourceUpdate } from '../../aws/aggregator-sources.ts';
import { describeError } from '../../product/describe.ts';
import { isNamedAsOurRule } from '../../product/names.ts';
import { NotDeployedError, UsageError } from '../command-line/errors.ts';

/** Everything that is read from an aggregator, as AWS Config gave it. */
export interface AggregatorReading {
  /** The accounts that the aggregator names; none if it collects from an organization. */
  readonly sourceAccounts: readonly string[];
  readonly updates: readonly SourceUpdate[];
  /** Every account with a rule in the Region, ours or not. */
  readonly accountsWithRules: readonly string[];
  /** The rules that are named as ours and have results. */
  readonly rules: readonly RuleWithResults[];
  readonly users: readonly RecordedUser[];
  readonly results: readonly RuleResults[];
}

/** A rule that has results. */
export interface RuleWithResults extends AggregatedRule {
  readonly complianceType: 'COMPLIANT' | 'NON_COMPLIANT';
}

/** The NON_COMPLIANT results of a rule of an account, or why they could not be read. */
export interface RuleResults {
  readonly rule: RuleWithResults;
  readonly results: readonly AggregatedResult[];
  /** Undefined if they could be read. */
  readonly failure?: string;
}

/** The progress: how many rules with NON_COMPLIANT results were read, of how many. */
export type OnProgress = (doneCount: number, total: number) => void;

/** AWS publishes no rate for these operations; the SDK tries again what is throttled. */
const CONCURRENT_RULES = 4;

/**
 * Reads an aggregator: 4 listings, and one more for each rule that is NON_COMPLIANT in an account. Results
 * that cannot be read are a failure of their rule.
 *
 * Throws `UsageError` if the aggregator does not collect from the Region, `NotDeployedError` if no account
 * has a result of a rule of ours there, and every error of the listings.
 */
export async function readAggregator(
  config: ConfigServiceClient,
  aggregator: AggregatorInRegion,
  onProgress: OnProgress,
): Promise<AggregatorReading> {
  const sourceAccounts = await readSourceAccounts(config, aggregator);
  if (!sourceAccounts) throw new UsageError(notCollected(aggregator));
  const updates = await listSourceUpdates(config, aggregator.name);
  const allRules = await listAggregatedRules(config, aggregator);
  const rules = allRules.filter(isOursWithResults);
  if (rules.length === 0) throw new NotDeployedError(noResults(aggregator));
  const users = await listRecordedUsers(config, aggregator.name);
  const results = await readResults({ config, aggregator, onProgress }, rules);
  const accountsWithRules = [...new Set(allRules.map(({ accountId }) => accountId))];
  return { sourceAccounts, updates, accountsWithRules, rules, users, results };
}

function isOursWithResults(rule: AggregatedRule): rule is RuleWithResults {
  const hasResults = rule.complianceType === 'COMPLIANT' || rule.complianceType === 'NON_COMPLIANT';
  return hasResults && isNamedAsOurRule(rule.configRuleName);
}

interface Reader {
  readonly config: ConfigServiceClient;
  readonly aggregator: AggregatorInRegion;
  readonly onProgress: OnProgress;
}

function readResults(
  { config, aggregator, onProgress }: Reader,
  rules: readonly RuleWithResults[],
): Promise<RuleResults[]> {
  const failing = rules.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  let doneCount = 0;
  const read = async (rule: RuleWithResults): Promise<RuleResults> => {
    try {
      return { rule, results: await listNonCompliantResults(config, aggregator, rule) };
    } catch (error) {
      return { rule, results: [], failure: describeError(error) };
    } finally {
      doneCount += 1;
      onProgress(doneCount, failing.length);
    }
  };
  return pMap(failing, read, { concurrency: CONCURRENT_RULES });
}

const notCollected = ({ name, region }: AggregatorInRegion): string =>
  `--rule-region: expected a Region from which the aggregator ${name} collects; received ${region}`;

const noResults = ({ name, region }: AggregatorInRegion): string =>
  `The aggregator ${name} has no result of One Active Key in ${region}, from any account: give --rule-region if the ` +
  'rule is in another Region; otherwise the rule is not deployed, has not run yet, or there is no IAM user. Nothing ' +
  'follows about keys.';
