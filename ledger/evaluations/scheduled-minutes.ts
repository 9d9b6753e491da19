import { scheduledKey } from '../layout.ts';
import { ALWAYS, EXPIRES_AT, type Ledger, putItem, readItem } from '../table.ts';

/** Whether the schedule of this name was created, as far as anybody noted it. Throws `LedgerUnavailableError`. */
export async function isScheduled(ledger: Ledger, name: string): Promise<boolean> {
  return (await readItem(ledger, scheduledKey(name))) !== undefined;
}

/** For how long such a note stays, in seconds: the schedule is over by then. */
const KEPT_SECONDS = 86_400;

/** Notes that the schedule of this name exists. Throws `LedgerUnavailableError`. */
export async function noteScheduled(ledger: Ledger, name: string, now: Date): Promise<void> {
  const expiresAt = String(Math.floor(now.getTime() / 1_000) + KEPT_SECONDS);
  await putItem(ledger, { ...scheduledKey(name), nonce: name, [EXPIRES_AT]: expiresAt }, ALWAYS);
}
