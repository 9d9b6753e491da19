import type { InAccount } from '../../accounts/in-each-account.ts';
import type { AccountHistory } from './history.ts';

/**
 * The histories of the accounts that were found, those of which nothing is known included, with the reason.
 */
export function joinHistories(
  found: readonly InAccount<AccountHistory | undefined>[],
): readonly AccountHistory[] {
  return found.flatMap((each) => {
    const { accountId = null, accountName } = each;
    if (each.kind !== 'done') return [notRead({ accountId, accountName, failure: each.reason }, each.kind)];
    if (each.value) return [each.value];
    // Of one account that was interrupted, the command says so itself.
    return accountId === null ? [] : [notRead({ accountId, accountName, failure: INTERRUPTED }, 'failed')];
  });
}

const INTERRUPTED = 'The command was interrupted before the ledger of this account was read.';

/** Of an account that nobody can use there is nothing to know. */
function notRead(
  names: Pick<AccountHistory, 'accountId' | 'accountName' | 'failure'>,
  kind: 'failed' | 'unusable',
): AccountHistory {
  return {
    ...names,
    accountAlias: null,
    isComplete: kind === 'unusable',
    isInterrupted: false,
    summary: null,
    entries: [],
    deactivatedKeys: [],
    exemptions: null,
    unread: [],
  };
}
