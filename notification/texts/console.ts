import { CONSOLE_DOMAINS } from '../../product/console.ts';
import { isNamedAsOurRule, NAMES } from '../../product/names.ts';
import type { Message } from '../occurrence.ts';

/** The addresses of console pages about a message; empty where there is none. */
export interface ConsoleLinks {
  /** The rule in AWS Config. */
  readonly rule: string;
  /** The execution in Systems Manager; the page has its steps, its outputs and who started it. */
  readonly execution: string;
  /** The alarm in CloudWatch. */
  readonly alarm: string;
}

/**
 * Whether a text is the id of an execution: a UUID (Systems Manager API Reference, AutomationExecution: 36
 * characters).
 */
export const isExecutionId = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Whether a text is the name of a rule of ours, without a character that an address would escape. */
export const isRuleOfOurs = (text: string): boolean => /^[\w-]{1,128}$/.test(text) && isNamedAsOurRule(text);

/** The functions whose alarms people are told of here. */
const WATCHED: readonly string[] = [
  NAMES.ruleFunction,
  NAMES.remediationFunction,
  NAMES.reevaluationFunction,
];

/**
 * Whether a text is called as an alarm of ours: function, then problem
 * (infra/constructs/alarm-definitions.ts).
 */
export const isAlarmOfOurs = (text: string): boolean =>
  WATCHED.some((name) => text.startsWith(`${name}-`) && /^[a-z-]{1,40}$/.test(text.slice(name.length)));

/**
 * The links of ours in a message; any text but an id of an execution, or a name of a rule or of an alarm of
 * ours, makes no link. The address of an execution is the one that the console shows, that of an alarm the
 * one in CloudWatch's own mails; AWS documents neither (docs/verify-in-aws.md, row 180).
 */
export function consoleLinks(message: Message): ConsoleLinks {
  const { partition, region, configRuleName, automationExecutionId } = message;
  const alarm = alarmIn(message);
  const domain = (CONSOLE_DOMAINS as Readonly<Record<string, string>>)[partition];
  const link = (isOurs: boolean, page: string) =>
    domain !== undefined && isOurs ? `https://console.${domain}/${page}` : '';
  return {
    rule: link(
      isRuleOfOurs(configRuleName),
      `config/home?region=${region}#/rules/details?configRuleName=${configRuleName}`,
    ),
    execution: link(
      isExecutionId(automationExecutionId),
      `systems-manager/automation/execution/${automationExecutionId}?region=${region}`,
    ),
    alarm: link(isAlarmOfOurs(alarm), `cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${alarm}`),
  };
}

/** The name of the alarm of a message; empty if it is about none. */
export const alarmIn = ({ source }: Pick<Message, 'source'>): string =>
  source?.kind === 'alarm' ? source.name : '';
