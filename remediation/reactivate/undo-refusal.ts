import { MalformedItemError } from '../../ledger/errors.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import type { RefusalReason } from '../receipt.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readTouchesSince } from '../shared/touches-since.ts';

/** The refusal of an undo, and the sentence that a receipt has of it if the undo was forced. */
export interface UndoRefusal extends RefusalReason {
  readonly ifForced: string;
}

/**
 * The refusal to reactivate a key of which the ledger does not prove that One Active Key deactivated it, or
 * whose status somebody else has changed since: it may be compromised. Undefined if nothing speaks against
 * the undo. Throws the errors of the ledger.
 */
export async function findUndoRefusal(
  services: Pick<RemediationServices, 'ledger'>,
  key: AccessKeyId,
  { record, force }: { readonly record: KeyRecord | undefined; readonly force: boolean },
): Promise<UndoRefusal | undefined> {
  // IAM certainly accepted a deactivation that is only written: its run could not record that it verified it.
  if (record?.state !== 'done' && record?.state !== 'written')
    return refusal('NotDeactivatedByUs', describeRecord(key, record));
  const byOthers = await findTouchByOthers(services, record).catch((error: unknown) => {
    // An item that cannot be read bars an undo, but not one by force.
    if (force && error instanceof MalformedItemError) return `${describeError(error)}.`;
    throw error;
  });
  if (byOthers === undefined) return undefined;
  return refusal('TouchedSince', byOthers);
}

/**
 * A sentence about the first change of a key's status by somebody else since we began to deactivate it;
 * undefined if there is none. Throws the errors of the ledger.
 */
export async function findTouchByOthers(
  services: Pick<RemediationServices, 'ledger'>,
  record: KeyRecord,
): Promise<string | undefined> {
  const { byOthers } = await readTouchesSince(services, record);
  return byOthers && `${byOthers}, when or after One Active Key deactivated it.`;
}

function refusal(code: RefusalReason['code'], fact: string): UndoRefusal {
  const reason = `${fact} Ask whether the key may be used again; then reactivate it with Force=true.`;
  return { code, reason, ifForced: `Force=true was given. ${fact}` };
}

function describeRecord(key: AccessKeyId, record: KeyRecord | undefined): string {
  const received = record ? `the ledger has it as ${record.state}` : 'the ledger has no record of it';
  return `Expected a key that One Active Key deactivated; received ${key}: ${received}.`;
}
