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

/** The clients of a re-evaluation: one that may retry and one that must not. */
export interface ReevaluationClients {
  readonly config: ConfigServiceClient;
  /** With `maxAttempts: 1`, since the SDK takes LimitExceeded, here "once a minute", for throttling. */
  readonly configWithoutRetries: ConfigServiceClient;
}

/** What became of a re-evaluation, by names of rules. */
export interface StartedEvaluations {
  readonly started: readonly string[];
  /** Those that Config would not start yet: one is running, or was started less than a minute ago. */
  readonly notYet: readonly string[];
}

/**
 * Starts an evaluation of each of our rules: those whose function is `ruleFunctionArn`, since conformance packs
 * append a suffix to rule names and a pack's rule and a stack's may both be there. No rule holds up another one: all are
 * tried, then the first error that says more than "not yet" or "gone meanwhile" is thrown.
 *
 * StartConfigRulesEvaluation refuses a rule that is being evaluated or was started less than a minute ago (API
 * reference, LimitExceededException and ResourceInUseException); the caller decides whether that matters.
 */
export async function startEvaluations(
  { config, configWithoutRetries }: ReevaluationClients,
  ruleFunctionArn: string,
): Promise<StartedEvaluations> {
  const started: string[] = [];
  const notYet: string[] = [];
  const errors: unknown[] = [];
  for (const { ConfigRuleName: name = '' } of await listRules(config, ruleFunctionArn)) {
    try {
      await configWithoutRetries.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [name] }));
      started.push(name);
    } catch (error) {
      if (isTooSoon(error)) notYet.push(name);
      else if (!(error instanceof NoSuchConfigRuleException)) errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return { started, notYet };
}

function isTooSoon(error: unknown): boolean {
  return error instanceof LimitExceededException || error instanceof ResourceInUseException;
}

/** Our rules: those whose function is `ruleFunctionArn`, or a version or an alias of it, whatever they are called. */
export async function listRules(config: ConfigServiceClient, ruleFunctionArn: string): Promise<ConfigRule[]> {
  const ours: ConfigRule[] = [];
  for await (const page of paginateDescribeConfigRules({ client: config }, {})) {
    const rules = requiredList('DescribeConfigRules.ConfigRules', page.ConfigRules ?? []);
    ours.push(...rules.filter(({ Source }) => isOurs(Source?.SourceIdentifier, ruleFunctionArn)));
  }
  return ours;
}

function isOurs(sourceIdentifier: string | undefined, ruleFunctionArn: string): boolean {
  return `${sourceIdentifier}:`.startsWith(`${ruleFunctionArn}:`);
}
