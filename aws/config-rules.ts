import {
  type ConfigRule,
  type ConfigServiceClient,
  DescribeConfigRulesCommand,
  LimitExceededException,
  NoSuchConfigRuleException,
  paginateDescribeConfigRules,
  ResourceInUseException,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { requiredList } from './required.ts';

/** The clients that start evaluations: one that may retry and one that must not. */
export interface ReevaluationClients {
  readonly config: ConfigServiceClient;
  /**
   * Has `maxAttempts: 1`: the SDK takes LimitExceededException for throttling, and here it means "once a
   * minute".
   */
  readonly configWithoutRetries: ConfigServiceClient;
}

/** What AWS Config made of the start of an evaluation: `gone` means that the rule was deleted. */
export type StartResult = 'started' | 'refused' | 'gone';

/**
 * Starts an evaluation of a rule.
 *
 * StartConfigRulesEvaluation refuses a rule that is being evaluated or was started less than a minute ago
 * (API reference, LimitExceededException and ResourceInUseException). Throws every other error; the
 * evaluation may have been started nevertheless.
 */
export async function startEvaluation(
  configWithoutRetries: ConfigServiceClient,
  configRuleName: string,
): Promise<StartResult> {
  try {
    await configWithoutRetries.send(
      new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [configRuleName] }),
    );
    return 'started';
  } catch (error) {
    if (error instanceof LimitExceededException || error instanceof ResourceInUseException) return 'refused';
    if (error instanceof NoSuchConfigRuleException) return 'gone';
    throw error;
  }
}

/**
 * Lists the rules whose function is `ruleFunctionArn`, or a version or an alias of it, whatever their names
 * are.
 */
export async function listRules(config: ConfigServiceClient, ruleFunctionArn: string): Promise<ConfigRule[]> {
  const ours: ConfigRule[] = [];
  for await (const page of paginateDescribeConfigRules({ client: config }, {})) {
    const rules = requiredList('DescribeConfigRules.ConfigRules', page.ConfigRules ?? []);
    ours.push(...rules.filter(({ Source }) => isOurs(Source?.SourceIdentifier, ruleFunctionArn)));
  }
  return ours;
}

/**
 * Reads one rule by its name; undefined if there is no such rule, or if its function is not
 * `ruleFunctionArn`, a version or an alias of it.
 */
export async function readOurRule(
  config: ConfigServiceClient,
  configRuleName: string,
  ruleFunctionArn: string,
): Promise<ConfigRule | undefined> {
  try {
    const { ConfigRules } = await config.send(
      new DescribeConfigRulesCommand({ ConfigRuleNames: [configRuleName] }),
    );
    const rules = requiredList('DescribeConfigRules.ConfigRules', ConfigRules);
    return rules.find(({ Source }) => isOurs(Source?.SourceIdentifier, ruleFunctionArn));
  } catch (error) {
    if (error instanceof NoSuchConfigRuleException) return undefined;
    throw error;
  }
}

/** The SDK passes on whatever JSON it receives, so that the identifier may be something else than a text. */
function isOurs(sourceIdentifier: unknown, ruleFunctionArn: string): boolean {
  return typeof sourceIdentifier === 'string' && `${sourceIdentifier}:`.startsWith(`${ruleFunctionArn}:`);
}

/** The name of a rule; AWS Config always gives one. */
export const nameOfRule = ({ ConfigRuleName = '' }: ConfigRule): string => ConfigRuleName;
