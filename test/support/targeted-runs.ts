import type { DeploymentOptions } from '../../demo/deployment.ts';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { iamEvent } from './iam-events.ts';
import { putItem } from './ledger.ts';
import { deployed } from './rule.ts';

/**
 * An account in which the rule has swept, so that a change leads to a targeted run; without the cost of a
 * sweep.
 */
export function sweptAccount(options: DeploymentOptions = {}) {
  const { account, deployment } = deployed(options);
  const swept = (rule: string): void => {
    const at = account.clock.now().toISOString();
    putItem(account, {
      pk: 'RULE',
      sk: encodeURIComponent(rule),
      nonce: 'swept',
      lastSweepAt: at,
      newestAt: at,
      owed: '[]',
      runs: '[]',
    });
  };
  swept(NAMES.configRule);
  account.clock.advance(60_000);
  return { account, deployment, swept };
}

/** An event of CloudTrail reaches the re-evaluation function; throws if the function fails. */
export async function deliverEvent(account: SandboxAccount, eventName: string, parameters: object | null) {
  const event = iamEvent(eventName, parameters);
  const { FunctionError, Payload } = await account.functions.invoke(NAMES.reevaluationFunction, event);
  if (FunctionError) throw new Error(Payload);
}

/**
 * Lets a minute pass: schedules that are due fire, and AWS Config sends the notifications of the rules that
 * they start.
 */
export async function passMinute(account: SandboxAccount): Promise<readonly string[]> {
  account.clock.advance(60_000);
  const failed = await account.scheduler.fireDue();
  await account.configRules.runStarted();
  return failed;
}

/** The IAM calls in the log of an account. */
export const iamCalls = (account: SandboxAccount): string[] =>
  account.calls.filter(({ service }) => service === 'iam').map(({ operation }) => operation);

/** The number of evaluations that were sent to AWS Config. */
export function evaluationsSent(account: SandboxAccount): number {
  const sent = account.calls.filter(({ operation }) => operation === 'PutEvaluations');
  return sent.reduce(
    (sum, { input }) => sum + ((input as { Evaluations?: unknown[] }).Evaluations ?? []).length,
    0,
  );
}
