import {
  type ConfigRule,
  type ConfigServiceClient,
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
  /** Has `maxAttempts: 1`: the SDK takes LimitExceededException for throttling, and here it means "once a minute". */
  readonly configWithoutRetries: ConfigServiceClient;
}

/** The names of the rules whose evaluation was started, and of those whose evaluation was not. */
export interface StartedEvaluations {
  readonly started: readonly string[];
  /** AWS Config refused these for now: an evaluation is running, or was started less than a minute ago. */
  readonly postponed: readonly string[];
}

/**
 * Starts an evaluation of each of our rules, which are found by their function: a conformance pack appends a suffix to the
 * name of its rule, and the rule of a pack and the rule of a stack can exist side by side. Every rule is tried. Afterwards
 * the first error is thrown, unless it only says that it is too early or that the rule was deleted.
 *
 * StartConfigRulesEvaluation refuses a rule that is being evaluated or was started less than a minute ago (API
 * reference, LimitExceededException and ResourceInUseException); the caller decides whether that matters.
 */
export async function startEvaluations(
  { config, configWithoutRetries }: ReevaluationClients,
  ruleFunctionArn: string,
): Promise<StartedEvaluations> {
  const started: string[] = [];
  const postponed: string[] = [];
  const errors: unknown[] = [];
  for (const { ConfigRuleName: name = '' } of await listRules(config, ruleFunctionArn)) {
    const error = await startEvaluation(configWithoutRetries, name);
    if (error === undefined) started.push(name);
    else if (isTooSoon(error)) postponed.push(name);
    else if (!(error instanceof NoSuchConfigRuleException)) errors.push(error);
  }
  if (errors.length > 0) throw errors[0];
  return { started, postponed };
}

/** Returns the error of AWS Config; undefined if the evaluation started. */
async function startEvaluation(config: ConfigServiceClient, name: string): Promise<unknown> {
  try {
    await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [name] }));
    return undefined;
  } catch (error) {
    return error;
  }
}

function isTooSoon(error: unknown): boolean {
  return error instanceof LimitExceededException || error instanceof ResourceInUseException;
}

/** Lists the rules whose function is `ruleFunctionArn`, or a version or an alias of it, whatever their names are. */
export async function listRules(config: ConfigServiceClient, ruleFunctionArn: string): Promise<ConfigRule[]> {
  const ours: ConfigRule[] = [];
  for await (const page of paginateDescribeConfigRules({ client: config }, {})) {
    const rules = requiredList('DescribeConfigRules.ConfigRules', page.ConfigRules ?? []);
    ours.push(...rules.filter(({ Source }) => isOurs(Source?.SourceIdentifier, ruleFunctionArn)));
  }
  return ours;
}

/** The SDK passes on whatever JSON it receives, so that the identifier may be something else than a text. */
function isOurs(sourceIdentifier: unknown, ruleFunctionArn: string): boolean {
  return typeof sourceIdentifier === 'string' && `${sourceIdentifier}:`.startsWith(`${ruleFunctionArn}:`);
}
