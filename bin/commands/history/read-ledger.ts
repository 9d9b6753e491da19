import { type MalformedItemError, orMalformed } from '../../../ledger/errors.ts';
import { type KeyRecord, readAllKeyRecords } from '../../../ledger/key-records.ts';
import { readAllReceipts } from '../../../ledger/receipts.ts';
import type { Ledger } from '../../../ledger/table.ts';
import { type KeptRun, parseReceipt } from './parse-receipt.ts';
import type { UnreadPart } from './unread-part.ts';

/** What the ledger of an account has for a history. */
export interface LedgerHistory {
  readonly runs: readonly KeptRun[];
  /** All records, also those of keys that were given back or deleted. */
  readonly records: readonly KeyRecord[];
  /** The items that nobody understands. */
  readonly unread: readonly UnreadPart[];
}

/**
 * Reads all receipts and records, a call for each megabyte of either. An item that nobody understands does
 * not hide the others, or whoever can write one could hide the rest. Throws `LedgerUnavailableError`.
 */
export async function readLedgerHistory(ledger: Ledger): Promise<LedgerHistory> {
  const kept = await readAllReceipts(ledger);
  const { records, malformed } = await readAllKeyRecords(ledger);
  const runs: KeptRun[] = [];
  const unread = [...kept.malformed, ...malformed].map(unreadItem);
  for (const receipt of kept.receipts) {
    const run = orMalformed(() => parseReceipt(receipt));
    if (run instanceof Error) unread.push(unreadItem(run));
    else runs.push(run);
  }
  return { runs, records, unread };
}

function unreadItem({ message }: MalformedItemError): UnreadPart {
  return { what: 'ledgerItem', which: null, reason: message };
}
