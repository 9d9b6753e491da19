import type {
  ConfigRule,
  DescribeConfigRulesRequest,
  DescribeConfigRulesResponse,
  StartConfigRulesEvaluationRequest,
} from '@aws-sdk/client-config-service';
import type { Operations } from '../api.ts';
import { pageOf } from '../paging.ts';
import { complianceDetails, detailsOfResource } from './compliance-details.ts';
import type { ConfigService } from './config-rules.ts';
import { putEvaluations } from './put-evaluations.ts';
import { invalidNextToken, noRuleNamed, startedTooSoon } from './refusals.ts';
import type { Rule } from './rules.ts';

/** AWS Config: every operation that the sandbox serves. */
export function configOperations(config: ConfigService): Operations {
  return {
    PutEvaluations: putEvaluations(config),
    GetComplianceDetailsByConfigRule: complianceDetails(config),
    GetComplianceDetailsByResource: detailsOfResource(config),
    DescribeConfigRules: (request: DescribeConfigRulesRequest) => describeConfigRules(config, request),
    StartConfigRulesEvaluation: (request: StartConfigRulesEvaluationRequest) =>
      startEvaluation(config, request),
  };
}

/** The rules on one page of DescribeConfigRules; a request cannot set this number. */
const RULES_PER_PAGE = 25;

function describeConfigRules(
  { rules }: ConfigService,
  { ConfigRuleNames = [], NextToken }: DescribeConfigRulesRequest,
): DescribeConfigRulesResponse {
  const rulesOfRequest = ConfigRuleNames.length > 0 ? ConfigRuleNames.map(rules.named) : rules.all();
  const page = pageOf(
    { items: rulesOfRequest, orderOf: ruleOrder },
    { token: NextToken, size: () => RULES_PER_PAGE, onInvalidToken: invalidNextToken },
  );
  return { ConfigRules: page.items.map(toConfigRule), NextToken: page.nextToken };
}

const ruleOrder = ({ configRuleName }: Rule): string => configRuleName;

function toConfigRule(rule: Rule): ConfigRule {
  return {
    ConfigRuleName: rule.configRuleName,
    ConfigRuleArn: rule.configRuleArn,
    ConfigRuleId: rule.configRuleId,
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: rule.sourceIdentifier,
      SourceDetails: [
        {
          EventSource: 'aws.config',
          MessageType: 'ScheduledNotification',
          MaximumExecutionFrequency: rule.frequency,
        },
      ],
    },
    InputParameters: JSON.stringify(rule.inputParameters),
    ConfigRuleState: 'ACTIVE',
  };
}

/** Config developer guide, "Evaluating Your Resources": a rule can be re-evaluated once a minute. */
const MIN_START_INTERVAL_MS = 60_000;

function startEvaluation(
  { rules, clock }: ConfigService,
  { ConfigRuleNames = [] }: StartConfigRulesEvaluationRequest,
): object {
  if (ConfigRuleNames.length === 0) throw noRuleNamed();
  const now = clock.now();
  const rulesOfRequest = ConfigRuleNames.map(rules.named);
  // If one rule is refused, no rule is started.
  for (const rule of rulesOfRequest) refuseTooSoon(rule, now);
  for (const rule of rulesOfRequest) {
    rule.isStarted = true;
    rule.lastStartedAt = now;
  }
  return {};
}

function refuseTooSoon({ configRuleName, isStarted, running, lastStartedAt }: Rule, now: Date): void {
  const elapsedMs = lastStartedAt ? now.getTime() - lastStartedAt.getTime() : MIN_START_INTERVAL_MS;
  if (!isStarted && running === 0 && elapsedMs >= MIN_START_INTERVAL_MS) return;
  throw startedTooSoon(configRuleName);
}
