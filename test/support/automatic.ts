import { deployRunbooks } from '../../demo/deployment.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { MessageRequest } from '../../product/message.ts';
import type { DailyPassReport } from '../../remediation/daily-pass/report.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { acceptMessages, type Publish } from './messages.ts';
import { remediate } from './remediation.ts';
import { deployed, evaluate } from './rule.ts';

/** An account in which keys are deactivated automatically, and the messages that were published. */
export interface AutomaticAccount {
  readonly account: SandboxAccount;
  readonly deployment: ReturnType<typeof deployed>['deployment'];
  readonly messages: readonly MessageRequest[];
}

/** What the account's parameters say, and what becomes of a message: it is accepted unless told otherwise. */
export interface AutomaticOptions {
  readonly noticeDays?: number;
  readonly automaticPerDay?: number;
  readonly publish?: Publish;
  readonly withoutRule?: boolean;
}

/** Deploys the functions, the rule, the runbooks and a stand-in for the function that publishes messages. */
export async function automaticAccount({
  noticeDays = 3,
  automaticPerDay = 10,
  publish,
  withoutRule = false,
}: AutomaticOptions = {}): Promise<AutomaticAccount> {
  const { account, deployment } = deployed({
    withoutRule,
    telling: { noticeDays, automaticPerDay, hasTopic: true },
  });
  const messages = acceptMessages(account, publish);
  await deployRunbooks(account, { withoutPython: 'passThrough' });
  return { account, deployment, messages };
}

/** The daily pass, as the schedule invokes it in a stack with `Remediation=Automatic`. */
export function automaticPass(
  account: SandboxAccount,
  parameters: Readonly<Record<string, string>> = {},
): Promise<DailyPassReport> {
  return remediate(account, { operation: 'DailyPass', remediation: 'Automatic', ...parameters });
}

/** Goes on to the next day, on which AWS Config evaluates all users before the daily pass. */
export async function nextDay(account: SandboxAccount): Promise<DailyPassReport> {
  account.clock.advance(DAY_MS);
  await evaluate(account);
  return automaticPass(account);
}

/** The receipts of the runs that have ended. */
export function receiptsOf({ deployment }: Pick<AutomaticAccount, 'deployment'>): readonly Receipt[] {
  return deployment.lines.remediation.flatMap((line) => ('outcome' in line ? [line] : []));
}

/** The events of messages about a user, in their order. */
export function eventsOf(messages: readonly MessageRequest[], userName: string): readonly string[] {
  return messages.filter((message) => message.userName === userName).map(({ event }) => event);
}
