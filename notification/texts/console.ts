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

/** Whether a text from an event needs no escape in an address. */
const isPlain = (text: string): boolean => /^[\w.-]{1,128}$/.test(text);

/** The links of ours in a message; an id or a name that would need an escape makes no link. */
export function consoleLinks(message: Message): ConsoleLinks {
  const { partition, region, configRuleName, automationExecutionId } = message;
  const domain = DOMAINS[partition];
  const isKnown = domain !== undefined && isPlain(region);
  const link = (part: string, page: string) =>
    isKnown && isPlain(part) ? `https://console.${domain}/${page}` : '';
  return {
    rule: link(
      configRuleName,
      `config/home?region=${region}#/rules/details?configRuleName=${configRuleName}`,
    ),
    execution: link(
      automationExecutionId,
      `systems-manager/automation/execution/${automationExecutionId}?region=${region}`,
    ),
  };
}
