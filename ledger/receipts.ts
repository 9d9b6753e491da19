import type { UserId } from '../policy/identifiers.ts';
import { receiptKey } from './layout.ts';
import { type Ledger, putItem } from './table.ts';

/** A receipt to keep, and the run that it belongs to. */
export interface KeptReceipt {
  readonly userId: UserId;
  readonly at: Date;
  readonly nonce: string;
  readonly operation: string;
  /** The automation execution; empty if no runbook invoked the function. */
  readonly execution: string;
  readonly outcome: string;
  /** The whole receipt as JSON. */
  readonly receipt: string;
}

/** Keeps a receipt; repeated, it writes the same item. Throws the errors of DynamoDB. */
export async function keepReceipt(
  ledger: Ledger,
  { userId, at, nonce, ...rest }: KeptReceipt,
): Promise<void> {
  const item = { ...receiptKey(userId, at, nonce), nonce, ...rest };
  await putItem(ledger, item, { mayBeAbsent: true, nonces: [nonce] });
}
