import type { ConfigRule } from '@aws-sdk/client-config-service';
import { readOurRule } from '../aws/config-rules.ts';
import { type AwsEnvironment, isNamedAsOurRule } from '../product/names.ts';
import type { Finding } from './finding.ts';
import type { SecurityHubServices } from './services.ts';

/**
 * The product under which Security Hub CSPM imports the evaluations of AWS Config (User Guide, "AWS Config
 * (Sends findings)").
 */
export function configProductArn({ partition, region }: Omit<AwsEnvironment, 'accountId'>): string {
  return `arn:${partition}:securityhub:${region}::product/aws/config`;
}

/**
 * Whether a finding may be ours, as far as it says itself: of AWS Config, of this account and Region, and of
 * a rule that is called as ours is. An administrator account also hears of the findings of its members, and
 * an aggregation Region of those of other Regions.
 */
export function mayBeOurs(finding: Finding, environment: AwsEnvironment): boolean {
  return (
    finding.productArn === configProductArn(environment) &&
    finding.accountId === environment.accountId &&
    finding.region === environment.region &&
    isNamedAsOurRule(finding.configRuleName)
  );
}

/**
 * Whether a finding is of a rule that AWS Config has described: its name and its ARN are those of the rule.
 */
export function isOfRule(
  finding: Finding,
  rule: ConfigRule | undefined,
  environment: AwsEnvironment,
): boolean {
  return (
    mayBeOurs(finding, environment) &&
    rule?.ConfigRuleName === finding.configRuleName &&
    rule.ConfigRuleArn === finding.configRuleArn
  );
}

/**
 * The rule of a finding, if it is ours: AWS Config says so, whose rule of this name has this ARN and our
 * function.
 */
export async function ruleOf(
  finding: Finding,
  { config, environment, ruleFunctionArn }: SecurityHubServices,
): Promise<ConfigRule | undefined> {
  if (!mayBeOurs(finding, environment)) return undefined;
  const rule = await readOurRule(config, finding.configRuleName, ruleFunctionArn);
  return isOfRule(finding, rule, environment) ? rule : undefined;
}
