import { NAMES } from '../../product/names.ts';
import type { DailyPassReport } from '../../remediation/delete/daily-pass.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { addUser, deployed } from './rule.ts';

/** Thrown where the function failed: the error as Lambda hands it on. */
export class FunctionError extends Error {
  readonly errorType: string;

  constructor({ errorType, errorMessage }: { errorType: string; errorMessage: string }) {
    super(errorMessage);
    this.errorType = errorType;
  }
}

/** Invokes the remediation function as a runbook does. */
export async function remediate(account: SandboxAccount, event: unknown): Promise<Receipt> {
  const { FunctionError: failed, Payload } = await account.functions.invoke(NAMES.remediationFunction, event);
  const answer = JSON.parse(Payload);
  if (failed) throw new FunctionError(answer);
  return answer as Receipt;
}

/** Invokes the operation Deactivate for a user. */
export function deactivate(
  account: SandboxAccount,
  userId: string,
  more: Record<string, string> = {},
): Promise<Receipt> {
  return remediate(account, { operation: 'Deactivate', userId, automationExecutionId: EXECUTION, ...more });
}

/** Invokes the operation Reactivate for a key. */
export function reactivate(
  account: SandboxAccount,
  userId: string,
  accessKeyId: string,
  more: Record<string, string> = {},
): Promise<Receipt> {
  return remediate(account, {
    operation: 'Reactivate',
    userId,
    accessKeyId,
    automationExecutionId: EXECUTION,
    ...more,
  });
}

/** Invokes the operation DeleteDeactivated for a user. */
export function deleteDeactivated(
  account: SandboxAccount,
  userId: string,
  more: Record<string, string> = {},
): Promise<Receipt> {
  return remediate(account, {
    operation: 'DeleteDeactivated',
    userId,
    automationExecutionId: EXECUTION,
    ...more,
  });
}

/** Invokes the operation StartDeletions, as the schedule does. */
export async function walk(
  account: SandboxAccount,
  more: Record<string, string> = {},
): Promise<DailyPassReport> {
  const event = { operation: 'StartDeletions', ...more };
  const { FunctionError: failed, Payload } = await account.functions.invoke(NAMES.remediationFunction, event);
  const answer = JSON.parse(Payload);
  if (failed) throw new FunctionError(answer);
  return answer as DailyPassReport;
}

/** An automation execution. */
export const EXECUTION = '4105a4fc-f944-11e6-9d32-0a1b2c3d4950';

/** The ids of a user's active keys, now. */
export function activeKeys(account: SandboxAccount, user: string): string[] {
  return account.backdoor
    .keysOf(user)
    .filter(({ status }) => status === 'Active')
    .map(({ accessKeyId }) => accessKeyId);
}

/** Attempts to write to IAM, in order: `UpdateAccessKey Inactive`, `TagUser`, … */
export function writes(account: SandboxAccount): string[] {
  return account.calls
    .filter(
      ({ service, operation }) => service === 'iam' && /^(Update|Tag|Untag|Delete|Create)/.test(operation),
    )
    .map(({ operation, input }) =>
      [operation, (input as { Status?: string }).Status].filter(Boolean).join(' '),
    );
}

/** Lets a fault meet the n-th call (1 is the first) of an operation, and those after it if `andAfter`. */
export function failCall(
  account: SandboxAccount,
  operation: string,
  fault: Fault,
  { n = 1, andAfter = false } = {},
): void {
  let met = 0;
  account.faults.add((call) => {
    if (call.operation !== operation) return undefined;
    met += 1;
    return met === n || (andAfter && met > n) ? fault : undefined;
  });
}

/** Does something by hand just before the n-th call of an operation is served. */
export function beforeCall(account: SandboxAccount, operation: string, act: () => void, n = 1): void {
  let met = 0;
  account.faults.add((call) => {
    if (call.operation === operation) {
      met += 1;
      if (met === n) act();
    }
    return undefined;
  });
}

/** An account with alice, who has so many active keys, the first of them in use. */
export function withAlice(keys = 2, options: Parameters<typeof deployed>[0] = {}) {
  const { account, deployment } = deployed(options);
  const alice = addUser(account, 'alice', keys);
  const [kept = '', ...surplus] = alice.keys;
  return { account, deployment, alice, kept, surplus };
}
