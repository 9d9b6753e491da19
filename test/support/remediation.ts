import { noteTouch } from '../../ledger/touches.ts';
import { accessKeyId } from '../../policy/identifiers.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import type { DailyPassReport } from '../../remediation/daily-pass/report.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { SandboxAccount, SandboxOptions } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { ledgerOf } from './ledger.ts';
import { addUser, deployed } from './rule.ts';

/** Thrown if the function failed: the error as Lambda returns it. */
export class FunctionError extends Error {
  readonly errorType: string;

  constructor({ errorType, errorMessage }: { errorType: string; errorMessage: string }) {
    super(errorMessage);
    this.errorType = errorType;
  }
}

/** Invokes the remediation function as a runbook does. */
export async function remediate<Answer = Receipt>(account: SandboxAccount, event: unknown): Promise<Answer> {
  const { FunctionError: failed, Payload } = await account.functions.invoke(NAMES.remediationFunction, event);
  const answer = JSON.parse(Payload);
  if (failed) throw new FunctionError(answer);
  return answer;
}

/** Invokes the operation Deactivate for a user. */
export function deactivate(
  account: SandboxAccount,
  userId: string,
  parameters: Record<string, string> = {},
): Promise<Receipt> {
  return remediate(account, {
    operation: 'Deactivate',
    userId,
    automationExecutionId: EXECUTION,
    ...parameters,
  });
}

/** Invokes the operation Reactivate for a key. */
export function reactivate(
  account: SandboxAccount,
  userId: string,
  accessKeyId: string,
  parameters: Record<string, string> = {},
): Promise<Receipt> {
  return remediate(account, {
    operation: 'Reactivate',
    userId,
    accessKeyId,
    automationExecutionId: EXECUTION,
    ...parameters,
  });
}

/** Invokes the operation DeleteDeactivated for a user. */
export function deleteDeactivated(
  account: SandboxAccount,
  userId: string,
  parameters: Record<string, string> = {},
): Promise<Receipt> {
  return remediate(account, {
    operation: 'DeleteDeactivated',
    userId,
    automationExecutionId: EXECUTION,
    ...parameters,
  });
}

/** Invokes the operation DailyPass, as the daily schedule does if keys are deleted daily. */
export function runDailyPass(
  account: SandboxAccount,
  parameters: Record<string, string> = { soakDays: '14' },
): Promise<DailyPassReport> {
  return remediate(account, { operation: 'DailyPass', ...parameters });
}

/**
 * Notes in the ledger that the status of a key has just been changed, as the re-evaluation does: by our role
 * if not told by whom.
 */
export function noteTouchOf(account: SandboxAccount, key: string, by = OUR_ROLE): Promise<void> {
  const at = account.clock.now();
  const touch = { key: accessKeyId(key), at, eventId: `event-${at.getTime()}`, by, isOurs: by === OUR_ROLE };
  return noteTouch(ledgerOf(account), touch);
}

const OUR_ROLE =
  'arn:aws:sts::111122223333:assumed-role/one-active-key-remediation/one-active-key-remediation';

/** The ID of an automation execution. */
export const EXECUTION = '4105a4fc-f944-11e6-9d32-0a1b2c3d4950';

/** The IDs of the user's keys that are Active now. */
export function activeKeys(account: SandboxAccount, user: string): string[] {
  return account.backdoor
    .keysOf(user)
    .filter(({ status }) => status === 'Active')
    .map(({ accessKeyId }) => accessKeyId);
}

/** All attempts to write to IAM, in order: `UpdateAccessKey Inactive`, `TagUser`, … */
export function writes(account: SandboxAccount): string[] {
  return account.calls
    .filter(
      ({ service, operation }) => service === 'iam' && /^(Update|Tag|Untag|Delete|Create)/.test(operation),
    )
    .map(({ operation, input }) =>
      [operation, (input as { Status?: string }).Status].filter(Boolean).join(' '),
    );
}

/**
 * Injects a fault into the n-th call of an operation (1 is the first), and into all later calls if
 * `andAfter`.
 */
export function failCall(
  account: SandboxAccount,
  operation: string,
  fault: Fault,
  { n = 1, andAfter = false } = {},
): void {
  let calls = 0;
  account.faults.add((call) => {
    if (call.operation !== operation) return undefined;
    calls += 1;
    return calls === n || (andAfter && calls > n) ? fault : undefined;
  });
}

/** Calls `change` directly before the sandbox serves the n-th call of an operation (1 is the first). */
export function beforeCall(account: SandboxAccount, operation: string, change: () => void, n = 1): void {
  let calls = 0;
  account.faults.add((call) => {
    if (call.operation === operation) {
      calls += 1;
      if (calls === n) change();
    }
    return undefined;
  });
}

/** An account with the user alice, who has a number of active keys; only the first key was ever used. */
export function withAlice(keys = 2, options: Parameters<typeof deployed>[0] = {}) {
  const { account, deployment } = deployed(options);
  const alice = addUser(account, 'alice', keys);
  const [kept = '', ...surplus] = alice.keys;
  return { account, deployment, alice, kept, surplus };
}

/**
 * An account with the user alice; `daysAgo` days ago, the runbook deactivated all her keys but the first one.
 */
export async function withDeactivatedKey(daysAgo = 14, keys = 2, sandbox: SandboxOptions = {}) {
  const { account, deployment, alice, kept } = withAlice(keys, { account: sandbox });
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  for (const deactivated of deactivatedAccessKeyIds) await noteTouchOf(account, deactivated);
  account.clock.advance(daysAgo * DAY_MS);
  const [key = ''] = deactivatedAccessKeyIds;
  return { account, deployment, alice, kept, key, others: alice.keys.filter((id) => id !== key) };
}

/** The IDs of all keys of alice. */
export function keyIdsOf({ backdoor }: SandboxAccount): string[] {
  return backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);
}

/** The same as `withDeactivatedKey`, a minute after the deactivation and the evaluation that it started. */
export async function withJustDeactivatedKey(options: Parameters<typeof deployed>[0] = {}) {
  const { account, deployment, alice } = withAlice(2, options);
  account.clock.advance(10_000);
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  account.clock.advance(60_000);
  await account.configRules.runStarted();
  return { account, deployment, alice, key: deactivatedAccessKeyIds[0] ?? '' };
}
