import { type KeptReceipt, malformedReceipt } from '../../../ledger/receipts.ts';
import { isAccessKeyId } from '../../../policy/identifiers.ts';
import { isAccountId } from '../../account/account-id.ts';

/** A run, as its receipt in the ledger has it. */
export interface KeptRun extends Pick<KeptReceipt, 'userId' | 'at' | 'operation' | 'execution' | 'outcome'> {
  /** Empty unless the run refused. */
  readonly refusalCode: string;
  readonly accountId: string;
  /** Empty if the run did not read the user. */
  readonly userName: string;
  /** The keys that the run deactivated, gave back or deleted, or of which it gave notice. */
  readonly accessKeyIds: readonly string[];
  /** Empty unless the run deactivated, or gave notice. */
  readonly keptAccessKeyId: string;
  readonly reason: string;
  readonly undo: string;
}

/**
 * Parses a receipt of the ledger, of a later version, too, which may have other operations, outcomes and
 * codes. Throws `MalformedItemError` for a text that no version writes, or that contradicts the item: only
 * somebody with write access to the table can have made it.
 */
export function parseReceipt(kept: KeptReceipt): KeptRun {
  const fields = parseObject(kept);
  const text = (name: string): string => {
    const value = fields[name];
    if (typeof value === 'string') return value;
    throw malformedReceipt(kept, `a receipt with the text ${name}`);
  };
  assertSame(kept, text);
  const keys = KEY_LISTS.flatMap((name) => parseKeys(kept, fields, name));
  const { userId, at, operation, execution, outcome } = kept;
  return {
    userId,
    at,
    operation,
    execution,
    outcome,
    refusalCode: text('refusalCode'),
    accountId: parseAccountId(kept, text('accountId')),
    userName: text('userName'),
    accessKeyIds: keys,
    keptAccessKeyId: text('keptAccessKeyId'),
    reason: text('reason'),
    undo: text('undo'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Each outcome has one of these lists at most that is not empty. */
const KEY_LISTS = [
  'plannedAccessKeyIds',
  'deactivatedAccessKeyIds',
  'reactivatedAccessKeyIds',
  'deletedAccessKeyIds',
] as const;

function parseObject(kept: KeptReceipt): Fields {
  try {
    const value: unknown = JSON.parse(kept.receipt);
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // The error below says what was expected and what is there instead.
  }
  throw malformedReceipt(kept, 'a receipt as JSON');
}

/** The members that the item has, too. */
function assertSame(kept: KeptReceipt, text: (name: string) => string): void {
  const { userId, operation, outcome, execution: automationExecutionId, at } = kept;
  const same = { userId, operation, outcome, automationExecutionId, at: at.toISOString() };
  for (const [name, value] of Object.entries(same)) {
    if (text(name) !== value) throw malformedReceipt(kept, `a receipt whose ${name} is that of the item`);
  }
}

function parseAccountId(kept: KeptReceipt, accountId: string): string {
  if (isAccountId(accountId)) return accountId;
  throw malformedReceipt(kept, 'a receipt with the id of an account, 12 digits');
}

function parseKeys(kept: KeptReceipt, fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  const isKey = (each: unknown) => typeof each === 'string' && isAccessKeyId(each);
  if (Array.isArray(value) && value.every(isKey)) return value;
  throw malformedReceipt(kept, `a receipt whose ${name} are ids of access keys`);
}
