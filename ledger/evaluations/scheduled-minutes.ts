import { DAY_MS } from '../../policy/policy.ts';
import { ALWAYS } from '../conditions.ts';
import { EXPIRES_AT, expiryOf } from '../expiry.ts';
import { scheduledKey } from '../layout.ts';
import { type Ledger, putItem, readItem } from '../table.ts';

/**
 * Whether the schedule of this name was created, as far as anybody noted it. Throws `LedgerUnavailableError`.
 */
export async function isScheduled(ledger: Ledger, name: string): Promise<boolean> {
  return (await readItem(ledger, scheduledKey(name))) !== undefined;
}

/** For how long such a note stays: the schedule is over by then. */
const KEPT_MS = DAY_MS;

/** Notes that the schedule of this name exists. Throws `LedgerUnavailableError`. */
export async function noteScheduled(ledger: Ledger, name: string, now: Date): Promise<void> {
  const item = { ...scheduledKey(name), nonce: name, [EXPIRES_AT]: expiryOf(now, KEPT_MS) };
  await putItem(ledger, item, ALWAYS);
}
