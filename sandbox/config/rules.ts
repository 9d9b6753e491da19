import type { MaximumExecutionFrequency } from '@aws-sdk/client-config-service';
import type { VirtualClock } from '../clock.ts';
import type { Identifiers } from '../identifiers.ts';
import { createDashboard, type Dashboard } from './dashboard.ts';
import type { EventSubject } from './event.ts';
import { noSuchRule } from './refusals.ts';

/** The definition of a custom Lambda rule. */
export interface RuleDefinition {
  readonly configRuleName: string;
  /** The ARN of the rule's function. */
  readonly sourceIdentifier: string;
  readonly inputParameters?: Readonly<Record<string, string>>;
  /** How often AWS Config evaluates the rule by itself: `TwentyFour_Hours` by default. */
  readonly frequency?: MaximumExecutionFrequency;
}

/** A rule with its state and its results. */
export interface Rule extends EventSubject {
  readonly sourceIdentifier: string;
  readonly frequency: MaximumExecutionFrequency;
  readonly dashboard: Dashboard;
  /** When StartConfigRulesEvaluation last started this rule. */
  lastStartedAt?: Date;
  /** Whether StartConfigRulesEvaluation started an evaluation that has not run yet. */
  isStarted: boolean;
  /** The number of evaluations that are running. */
  running: number;
}

/** The rules of an account, and the result tokens of their functions. */
export interface Rules {
  put(definition: RuleDefinition): void;
  all(): readonly Rule[];
  /** The rule of this name; throws Config's error if it does not exist. */
  named(configRuleName: string | undefined): Rule;
  /** Issues a result token for this rule; Config documents no end of its validity. */
  issueToken(rule: Rule): string;
  /** The rule that a result token was issued for. */
  ofToken(resultToken: string): Rule | undefined;
}

/** The parts of an account that its rules use. */
export interface RulesOptions {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
}

/** Creates the rules of an account, without any rule. */
export function createRules(account: RulesOptions): Rules {
  const rules = new Map<string, Rule>();
  const tokens = new Map<string, string>();
  return {
    put(definition) {
      const known = rules.get(definition.configRuleName);
      if (known) Object.assign(known, settingsOf(definition));
      else rules.set(definition.configRuleName, { ...newRule(account), ...settingsOf(definition) });
    },
    all: () => [...rules.values()],
    named(configRuleName = '') {
      const rule = rules.get(configRuleName);
      if (!rule) throw noSuchRule(configRuleName);
      return rule;
    },
    issueToken({ configRuleName }) {
      const token = account.identifiers.uuid();
      tokens.set(token, configRuleName);
      return token;
    },
    ofToken: (resultToken) => rules.get(tokens.get(resultToken) ?? ''),
  };
}

function newRule({ accountId, region, partition, identifiers }: RulesOptions) {
  const configRuleId = `config-rule-${identifiers.suffix(6)}`;
  return {
    accountId,
    partition,
    configRuleId,
    configRuleArn: `arn:${partition}:config:${region}:${accountId}:config-rule/${configRuleId}`,
    dashboard: createDashboard(),
    isStarted: false,
    running: 0,
  };
}

/** The default frequency is that of the API (API reference, SourceDetail). */
function settingsOf({ inputParameters = {}, frequency = 'TwentyFour_Hours', ...names }: RuleDefinition) {
  return { ...names, frequency, inputParameters: { ...inputParameters } };
}
