import { DAY_MS } from '../policy/policy.ts';
import { ALWAYS } from './conditions.ts';
import { EXPIRES_AT, expiryOf } from './expiry.ts';
import { toldKey } from './layout.ts';
import { parseTime } from './parse-attribute.ts';
import { type Ledger, putItem, readItem } from './table.ts';

/**
 * How long it is remembered that something was told: longer than the longest soak and the longest exemption.
 */
const KEPT_MS = 400 * DAY_MS;

/**
 * When a subject was told last; undefined if it was not. Throws `MalformedItemError` and
 * `LedgerUnavailableError`.
 */
export async function readTold(ledger: Ledger, subject: string): Promise<Date | undefined> {
  const item = await readItem(ledger, toldKey(subject));
  return item && parseTime(item, 'at');
}

/** Notes that a subject was told. Throws `LedgerUnavailableError`. */
export async function noteTold(
  ledger: Ledger,
  subject: string,
  { at, nonce }: { readonly at: Date; readonly nonce: string },
): Promise<void> {
  const item = { ...toldKey(subject), nonce, at: at.toISOString(), [EXPIRES_AT]: expiryOf(at, KEPT_MS) };
  await putItem(ledger, item, ALWAYS);
}
