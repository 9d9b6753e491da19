import { listRules } from '../aws/config-rules.ts';
import { requiredText } from '../aws/required.ts';
import { updateIfNeeded } from './enrich.ts';
import type { Finding } from './finding.ts';
import { listFindingsOfRule } from './findings.ts';
import { isOfRule } from './our-rule.ts';
import { type FindingPlan, leave } from './plan-update.ts';
import type { SecurityHubServices } from './services.ts';

/** A finding, and how to bring it up to date. */
export interface FindingToRefresh {
  readonly finding: Finding;
  readonly update: () => Promise<FindingPlan>;
}

/**
 * The findings of our rules that no event may bring up to date, page by page. AWS Config sends nothing when
 * only the annotation changes, and Security Hub CSPM no longer updates a finding that is suppressed; so
 * somebody has to look (docs/decisions/0052).
 */
export async function* findingsToRefresh(services: SecurityHubServices): AsyncGenerator<FindingToRefresh> {
  const { securityhub, config, environment, ruleFunctionArn } = services;
  for (const rule of await listRules(config, ruleFunctionArn)) {
    const arn = requiredText('DescribeConfigRules.ConfigRuleArn', rule.ConfigRuleArn);
    for await (const finding of listFindingsOfRule(securityhub, environment, arn)) {
      const isOurs = isOfRule(finding, rule, environment);
      const update = async () => (isOurs ? updateIfNeeded(finding, rule, services) : leave('NotOurs'));
      yield { finding, update };
    }
  }
}
