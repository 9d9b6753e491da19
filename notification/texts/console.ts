import { isNamedAsOurRule } from '../../product/names.ts';
import type { Message } from '../occurrence.ts';

/** The domain of the console in each partition (infra/stacks/console-link.ts has the same). */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'aws.amazon.com',
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
};

/** The addresses of console pages about a message; empty where there is none. */
export interface ConsoleLinks {
  /** The rule in AWS Config. */
  readonly rule: string;
  /** The execution in Systems Manager. */
  readonly execution: string;
}

/** Whether a text is the id of an execution: a UUID (Systems Manager API Reference, AutomationExecution: 36 characters). */
export const isExecutionId = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Whether a text is the name of a rule of ours, without a character that an address would escape. */
export const isRuleOfOurs = (text: string): boolean => /^[\w-]{1,128}$/.test(text) && isNamedAsOurRule(text);

/** The links of ours in a message; any text but an id of an execution, or a name of a rule of ours, makes no link. */
export function consoleLinks(message: Message): ConsoleLinks {
  const { partition, region, configRuleName, automationExecutionId } = message;
  const domain = DOMAINS[partition];
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
  };
}
