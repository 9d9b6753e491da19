import type { VirtualClock } from '../clock.ts';
import type { Identifiers } from '../identifiers.ts';
import { createDashboard, type Dashboard } from './dashboard.ts';
import type { EventSubject } from './event.ts';
import { noSuchRule } from './refusals.ts';

/** A custom Lambda rule that somebody has put into the account. */
export interface RuleDefinition {
  readonly configRuleName: string;
  /** The ARN of the rule's function. */
  readonly sourceIdentifier: string;
  readonly inputParameters?: Readonly<Record<string, string>>;
}

/** A rule as Config keeps it. */
export interface Rule extends EventSubject {
  readonly sourceIdentifier: string;
  readonly dashboard: Dashboard;
  /** When StartConfigRulesEvaluation last took it. */
  lastStartedAt?: Date;
  /** Whether that evaluation has yet to be run. */
  isStarted: boolean;
  /** How many evaluations are being run. */
  running: number;
}

/** The rules of an account and the tokens with which their functions report. */
export interface Rules {
  put(definition: RuleDefinition): void;
  all(): readonly Rule[];
  /** The rule of this name; throws as Config does where there is none. */
  named(configRuleName: string | undefined): Rule;
  /** A new result token for this rule; Config documents no end of its validity. */
  issueToken(rule: Rule): string;
  /** The rule that a result token was issued for. */
  ofToken(resultToken: string): Rule | undefined;
}

/** What the rules need to know of their account. */
export interface RulesOptions {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
}

/** Makes the rules of an account; none at first. */
export function createRules(account: RulesOptions): Rules {
  const rules = new Map<string, Rule>();
  const tokens = new Map<string, string>();
  return {
    put(definition) {
      const known = rules.get(definition.configRuleName);
      if (known) Object.assign(known, written(definition));
      else rules.set(definition.configRuleName, { ...newRule(account), ...written(definition) });
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

function written({ configRuleName, sourceIdentifier, inputParameters = {} }: RuleDefinition) {
  return { configRuleName, sourceIdentifier, inputParameters: { ...inputParameters } };
}
