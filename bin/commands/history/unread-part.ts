/**
 * Something that could not be read, of the ledger, of IAM or of Systems Manager; or in which two of them do
 * not agree.
 */
export interface UnreadPart {
  /**
   * `receipt` and `record`: the ledger lacks it; `contradiction`: Systems Manager tells something else than a
   * receipt; `undo`: that of a receipt is not our command, and was left out.
   */
  readonly what:
    | 'ledgerItem'
    | 'changes'
    | 'users'
    | 'keyStatus'
    | 'lastUse'
    | 'execution'
    | 'receipt'
    | 'record'
    | 'contradiction'
    | 'undo';
  /**
   * The id of a user, a key or an execution; null for the users as a whole, and for an item, which the reason
   * names.
   */
  readonly which: string | null;
  readonly reason: string;
}
