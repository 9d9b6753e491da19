/** The limits of AWS on the way from ten accounts to ten thousand, each with its authority. */

/**
 * The most stack instances of one Region on which all StackSets of an administrator account work at the same time
 * (CloudFormation User Guide, "Understand CloudFormation quotas", StackSets instance operations; 3,500 until 2021).
 */
export const STACK_INSTANCE_OPERATIONS = 10_000;

/**
 * The minutes after which `aws cloudformation deploy` stops to wait: it asks for the status 120 times every 30 seconds, or 720
 * times every 5 (`wait_for_execute` in deployer.py of the AWS CLI 1.45.11, and of another version; the waiters
 * StackCreateComplete and StackUpdateComplete of botocore ask 120 times).
 */
export const CLI_WAIT_MINUTES = 60;

/**
 * The minutes after which the handler of `AWS::CloudFormation::StackSet` stops to wait for an operation (its published source,
 * aws-cloudformation-resource-providers-cloudformation, of March 2025: 24 hours; the handler as a whole has 2,160 minutes).
 */
export const STACK_SET_WAIT_MINUTES = 24 * 60;

/**
 * The minutes that a handler of CloudFormation has unless its resource type says otherwise (cloudformation-resource-schema,
 * `timeoutInMinutes`). AWS publishes no number for `AWS::Config::OrganizationConformancePack`.
 */
export const HANDLER_WAIT_MINUTES = 120;

/** The largest value of a parameter, in bytes (CloudFormation User Guide, quotas). */
const PARAMETER_BYTES = 4_096;

/** The digits of an account id. */
const ACCOUNT_ID_DIGITS = 12;

/** The most account ids, separated by commas, that one parameter holds: 315. */
export const IDS_IN_A_PARAMETER = Math.floor((PARAMETER_BYTES + 1) / (ACCOUNT_ID_DIGITS + 1));

/** The most results of one call. */
export const PAGE_SIZES = {
  /**
   * Accounts (CloudFormation API Reference, ListStackInstances; AWS Config API Reference,
   * GetOrganizationConformancePackDetailedStatus).
   */
  status: 100,
  /** Rules of accounts (AWS Config API Reference, DescribeAggregateComplianceByConfigRules). */
  aggregateCompliance: 1_000,
  /** Resources (AWS Config API Reference, SelectAggregateResourceConfig). */
  aggregateQuery: 100,
  /** Results of one rule in one account (AWS Config API Reference, GetAggregateComplianceDetailsByConfigRule). */
  aggregateDetails: 100,
} as const;
