import { listRules } from '../aws/config-rules.ts';
import { requiredText } from '../aws/required.ts';
import { updateIfNeeded } from './enrich.ts';
import type { Finding } from './finding.ts';
import { listOpenFindings } from './findings.ts';
import { isOfRule } from './our-rule.ts';
import { type FindingPlan, leave } from './plan-update.ts';
import type { SecurityHubServices } from './services.ts';

/** A finding, and how to bring it up to date. */
export interface OpenFinding {
  readonly finding: Finding;
  readonly update: () => Promise<FindingPlan>;
}

/**
 * The findings of our rules that are not resolved, page by page. AWS Config sends nothing when only the annotation changes, and
 * Security Hub CSPM no longer updates a finding that is suppressed; so somebody has to look (docs/decisions/0052).
 */
export async function* openFindings(services: SecurityHubServices): AsyncGenerator<OpenFinding> {
  const { securityhub, config, environment, ruleFunctionArn } = services;
  for (const rule of await listRules(config, ruleFunctionArn)) {
    const arn = requiredText('DescribeConfigRules.ConfigRuleArn', rule.ConfigRuleArn);
    for await (const finding of listOpenFindings(securityhub, environment, arn)) {
      const isOurs = isOfRule(finding, rule, environment);
      const update = async () => (isOurs ? updateIfNeeded(finding, rule, services) : leave('NotOurs'));
      yield { finding, update };
    }
  }
}
