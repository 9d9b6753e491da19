import {
  type AggregateEvaluationResult,
  type ConfigServiceClient,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateGetAggregateComplianceDetailsByConfigRule,
  paginateSelectAggregateResourceConfig,
} from '@aws-sdk/client-config-service';
import { MalformedAnswerError } from './errors.ts';
import { optionalText, required, requiredList, requiredText, requiredTexts } from './required.ts';

/**
 * A rule of an account, and whether all resources comply with it: COMPLIANT, NON_COMPLIANT or whatever AWS
 * Config says.
 */
export interface AggregatedRule {
  readonly accountId: string;
  readonly configRuleName: string;
  readonly complianceType: string;
}

/** The name of an aggregator, and the Region whose results are read. */
export interface AggregatorInRegion {
  readonly name: string;
  readonly region: string;
}

/**
 * Lists the rules of all accounts in a Region. The filter of AWS takes a whole name only, and a pack's rule
 * has a suffix that differs from account to account: so all rules are listed, 1,000 on a page. A rule without
 * results is not listed (API reference, DescribeAggregateComplianceByConfigRules).
 */
export async function listAggregatedRules(
  config: ConfigServiceClient,
  { name, region }: AggregatorInRegion,
): Promise<AggregatedRule[]> {
  const rules: AggregatedRule[] = [];
  const request = { ConfigurationAggregatorName: name, Filters: { AwsRegion: region } };
  for await (const page of paginateDescribeAggregateComplianceByConfigRules({ client: config }, request)) {
    const list = 'DescribeAggregateComplianceByConfigRules.AggregateComplianceByConfigRules';
    for (const rule of requiredList(list, page.AggregateComplianceByConfigRules ?? [])) {
      rules.push({
        accountId: requiredText('AggregateComplianceByConfigRule.AccountId', rule.AccountId),
        configRuleName: requiredText('AggregateComplianceByConfigRule.ConfigRuleName', rule.ConfigRuleName),
        complianceType: requiredText('Compliance.ComplianceType', rule.Compliance?.ComplianceType),
      });
    }
  }
  return rules;
}

/** A user that does not comply with a rule. */
export interface AggregatedResult {
  /** The resource id: the unique id of a user, if the rule is ours. */
  readonly userId: string;
  /** The text of the rule's function; empty if it gave none. */
  readonly annotation: string;
  /** When the result was recorded, or the rule invoked, whichever is later. */
  readonly resultAt: Date;
}

/** The maximum of Limit (API reference, GetAggregateComplianceDetailsByConfigRule). */
const RESULTS_PER_PAGE = 100;

/** Lists the results of a rule of an account that are NON_COMPLIANT. */
export async function listNonCompliantResults(
  config: ConfigServiceClient,
  { name, region }: AggregatorInRegion,
  { accountId, configRuleName }: Pick<AggregatedRule, 'accountId' | 'configRuleName'>,
): Promise<AggregatedResult[]> {
  const results: AggregatedResult[] = [];
  const request = {
    ConfigurationAggregatorName: name,
    ConfigRuleName: configRuleName,
    AccountId: accountId,
    AwsRegion: region,
    ComplianceType: 'NON_COMPLIANT' as const,
    Limit: RESULTS_PER_PAGE,
  };
  for await (const page of paginateGetAggregateComplianceDetailsByConfigRule({ client: config }, request)) {
    const list = 'GetAggregateComplianceDetailsByConfigRule.AggregateEvaluationResults';
    results.push(...requiredList(list, page.AggregateEvaluationResults ?? []).map(toResult));
  }
  return results;
}

function toResult(result: AggregateEvaluationResult): AggregatedResult {
  const { EvaluationResultQualifier: qualifier } = result.EvaluationResultIdentifier ?? {};
  const recordedAt = required('AggregateEvaluationResult.ResultRecordedTime', result.ResultRecordedTime);
  const { ConfigRuleInvokedTime: invokedAt } = result;
  return {
    userId: requiredText('EvaluationResultQualifier.ResourceId', qualifier?.ResourceId),
    annotation: optionalText(result.Annotation),
    resultAt: invokedAt && invokedAt > recordedAt ? invokedAt : recordedAt,
  };
}

/** An IAM user that AWS Config has on record in an account. */
export interface RecordedUser {
  readonly accountId: string;
  readonly userId: string;
  /** Empty if the record has none. */
  readonly userName: string;
}

/** All IAM users, in whichever Region they are recorded: an item of IAM has `global` as its Region. */
const USERS_QUERY = "SELECT accountId, resourceId, resourceName WHERE resourceType = 'AWS::IAM::User'";

/**
 * Lists the IAM users that the aggregator has on record; a user that several Regions record is listed several
 * times.
 */
export async function listRecordedUsers(config: ConfigServiceClient, name: string): Promise<RecordedUser[]> {
  const users: RecordedUser[] = [];
  const request = { ConfigurationAggregatorName: name, Expression: USERS_QUERY, Limit: RESULTS_PER_PAGE };
  for await (const page of paginateSelectAggregateResourceConfig({ client: config }, request)) {
    users.push(...requiredTexts(QUERY_RESULTS, page.Results ?? []).map(toUser));
  }
  return users;
}

const QUERY_RESULTS = 'SelectAggregateResourceConfig.Results';

function toUser(result: string): RecordedUser {
  const { accountId, resourceId, resourceName } = parseObject(result);
  return {
    accountId: requiredText('Results.accountId', accountId as string),
    userId: requiredText('Results.resourceId', resourceId as string),
    userName: optionalText(resourceName),
  };
}

function parseObject(result: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(result);
    if (value instanceof Object) return value as Record<string, unknown>;
  } catch {
    // What is not JSON is refused like JSON of another type.
  }
  throw new MalformedAnswerError(QUERY_RESULTS, result);
}
