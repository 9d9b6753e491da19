import { deployFunctions } from '../../demo/deployment.ts';
import { deliverEvents, subscribeToEvents } from '../../demo/events.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { populate } from '../account.ts';

/** The calls of one run, by the service. */
export interface RunCalls {
  readonly iam: number;
  readonly dynamodb: number;
  readonly config: number;
}

/** The acts on a user with two keys, in their order. */
export const ACTS = ['deactivation', 'undo', 'undo after a day', 'deletion of a soaked key'] as const;

/** One of `ACTS`. */
export type Act = (typeof ACTS)[number];

/** A day longer than the default soak. */
const SOAKED_MS = 15 * DAY_MS;

/**
 * Counts the calls of the remediation function for a user with two keys, the calls that start an evaluation
 * included.
 */
export async function countRemediation(): Promise<Readonly<Record<Act, RunCalls>>> {
  const account = createSandboxAccount();
  populate(account, 1, 1);
  deployFunctions(account);
  subscribeToEvents(account);
  const [{ userId } = { userId: '' }] = account.backdoor.users();
  const run = (operation: string, more: object = {}) => remediate(account, { operation, userId, ...more });
  const deactivateAndUndo = async (afterMs: number) => {
    const { receipt, calls } = await run('Deactivate');
    await deliverLater(account, afterMs);
    const [accessKeyId] = receipt.deactivatedAccessKeyIds;
    const undo = await run('Reactivate', { accessKeyId });
    // The undo exempts the user for a week.
    await deliverLater(account, 8 * DAY_MS);
    return { deactivation: calls, undo: undo.calls };
  };
  const { deactivation, undo } = await deactivateAndUndo(60_000);
  const { undo: later } = await deactivateAndUndo(DAY_MS);
  await run('Deactivate');
  await deliverLater(account, SOAKED_MS);
  const { calls } = await run('DeleteDeactivated', { soakDays: '14' });
  return { deactivation, undo, 'undo after a day': later, 'deletion of a soaked key': calls };
}

async function deliverLater(account: SandboxAccount, milliseconds: number): Promise<void> {
  await deliverEvents(account);
  account.clock.advance(milliseconds);
}

const DONE = ['Deactivated', 'Reactivated', 'Deleted'];

async function remediate(
  { calls, functions }: SandboxAccount,
  event: object,
): Promise<{ readonly receipt: Receipt; readonly calls: RunCalls }> {
  const before = calls.length;
  const { FunctionError, Payload } = await functions.invoke(NAMES.remediationFunction, event);
  const receipt: Receipt = JSON.parse(Payload);
  if (FunctionError || !DONE.includes(receipt.outcome)) throw new Error(Payload);
  const count = (service: string) => calls.slice(before).filter((call) => call.service === service).length;
  return {
    receipt,
    calls: { iam: count('iam'), dynamodb: count('dynamodb'), config: count('config') },
  };
}
