import type { Evaluation } from '@aws-sdk/client-config-service';
import type { VirtualClock } from '../clock.ts';
import type { Functions, InvocationResult } from '../functions.ts';
import type { EvaluationResult } from './dashboard.ts';
import { scheduledEvent } from './event.ts';
import type { Rule, RuleDefinition, Rules } from './rules.ts';

/**
 * Direct access to the AWS Config of an account: the rules, their evaluations and the compliance dashboard.
 */
export interface ConfigRules {
  /** Adds a rule, or changes a rule of this name and keeps its results. */
  put(rule: RuleDefinition): void;
  /** Evaluates a rule as on schedule; returns the error message of its function if the function failed. */
  evaluate(configRuleName: string): Promise<{ readonly functionError?: string }>;
  /** The notification of a rule, with which a test invokes the function itself: late, twice or never. */
  notify(configRuleName: string): object;
  /** Runs all evaluations that StartConfigRulesEvaluation started; returns the names of their rules. */
  runStarted(): Promise<string[]>;
  /** The last result of each resource, NOT_APPLICABLE included. */
  results(configRuleName: string): readonly EvaluationResult[];
  /**
   * From now on, PutEvaluations fails the evaluations for which `isFailing` is true; a later call replaces
   * `isFailing`.
   */
  failEvaluations(isFailing: (evaluation: Evaluation) => boolean): void;
}

/** The state of AWS Config. */
export interface ConfigService {
  readonly rules: Rules;
  readonly clock: VirtualClock;
  readonly functions: Functions;
  /** Whether PutEvaluations fails this evaluation. */
  isFailing: (evaluation: Evaluation) => boolean;
}

/** Creates the direct access to the rules of an account. */
export function createConfigRules(config: ConfigService): ConfigRules {
  const { rules } = config;
  return {
    put: (rule) => rules.put(rule),
    evaluate: async (configRuleName) => evaluate(config, rules.named(configRuleName)),
    notify: (configRuleName) => notificationOf(config, rules.named(configRuleName)),
    async runStarted() {
      const started = rules.all().filter(({ isStarted }) => isStarted);
      for (const rule of started) await evaluate(config, rule);
      return started.map(({ configRuleName }) => configRuleName);
    },
    results: (configRuleName) => structuredClone(rules.named(configRuleName).dashboard.results()),
    failEvaluations: (isFailing) => {
      config.isFailing = isFailing;
    },
  };
}

function notificationOf({ rules, clock }: ConfigService, rule: Rule): object {
  rule.isStarted = false;
  return scheduledEvent(rule, rules.issueToken(rule), clock.now());
}

async function evaluate(config: ConfigService, rule: Rule): Promise<{ functionError?: string }> {
  const event = notificationOf(config, rule);
  rule.running += 1;
  try {
    const result = await config.functions.invoke(rule.sourceIdentifier, event);
    return result.FunctionError ? { functionError: errorMessage(result) } : {};
  } finally {
    rule.running -= 1;
  }
}

function errorMessage({ Payload }: InvocationResult): string {
  const error: unknown = JSON.parse(Payload);
  return typeof error === 'object' && error !== null && 'errorMessage' in error
    ? String(error.errorMessage)
    : Payload;
}
