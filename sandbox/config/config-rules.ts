import type { Evaluation } from '@aws-sdk/client-config-service';
import type { VirtualClock } from '../clock.ts';
import type { Functions, InvocationResult } from '../functions.ts';
import type { EvaluationResult } from './dashboard.ts';
import { scheduledEvent } from './event.ts';
import type { Rule, RuleDefinition, Rules } from './rules.ts';

/** AWS Config's side of an account: the rules, their evaluation and the compliance dashboard. */
export interface ConfigRules {
  /** Adds a rule, or changes one and keeps its results. */
  put(rule: RuleDefinition): void;
  /** Does what AWS Config does on schedule; returns the error message of the function if it failed. */
  evaluate(configRuleName: string): Promise<{ readonly functionError?: string }>;
  /** Runs the evaluations that StartConfigRulesEvaluation started and that have not run yet; returns the names of the rules. */
  runStarted(): Promise<string[]>;
  /** The dashboard: the last result of each resource, NOT_APPLICABLE too. */
  results(configRuleName: string): readonly EvaluationResult[];
  /** From now on, PutEvaluations gives back the evaluations for which this is true as failed; it replaces the last one. */
  failEvaluations(isFailing: (evaluation: Evaluation) => boolean): void;
}

/** The state of AWS Config. */
export interface ConfigService {
  readonly rules: Rules;
  readonly clock: VirtualClock;
  readonly functions: Functions;
  /** Whether an evaluation is to fail. */
  isFailing: (evaluation: Evaluation) => boolean;
}

/** Makes the direct access to the rules of an account. */
export function createConfigRules(config: ConfigService): ConfigRules {
  const { rules } = config;
  return {
    put: (rule) => rules.put(rule),
    evaluate: async (configRuleName) => evaluate(config, rules.named(configRuleName)),
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

async function evaluate(
  { rules, clock, functions }: ConfigService,
  rule: Rule,
): Promise<{ functionError?: string }> {
  const event = scheduledEvent(rule, rules.issueToken(rule), clock.now());
  rule.isStarted = false;
  rule.running += 1;
  try {
    const result = await functions.invoke(rule.sourceIdentifier, event);
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
