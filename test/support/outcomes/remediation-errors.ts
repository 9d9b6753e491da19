import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticAccount, automaticPass } from '../automatic.ts';
import { putItem } from '../ledger.ts';
import {
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
  reactivate,
  runDailyPass,
  withAlice,
  withDeactivatedKey,
} from '../remediation.ts';
import { addUser } from '../rule.ts';
import { type ErrorCase, errorOf } from './error-of.ts';

const ALWAYS = { andAfter: true };

const deactivating =
  (prepare: (account: SandboxAccount, keys: Keys) => void): ErrorCase =>
  () => {
    const { account, alice, kept, surplus } = withAlice();
    prepare(account, { userId: alice.userId, kept, key: surplus[0] ?? '' });
    return errorOf(deactivate(account, alice.userId));
  };

interface Keys {
  readonly userId: string;
  readonly kept: string;
  readonly key: string;
}

const afterDeactivation =
  (
    operation: typeof deleteDeactivated | typeof reactivate,
    prepare: (account: SandboxAccount, key: string) => void,
  ): ErrorCase =>
  async () => {
    const { account, alice, key } = await withDeactivatedKey();
    prepare(account, key);
    return errorOf(
      operation === reactivate
        ? reactivate(account, alice.userId, key)
        : deleteDeactivated(account, alice.userId),
    );
  };

/** DynamoDB refuses to store a record of this state. */
function denyRecord(account: SandboxAccount, state: string): void {
  account.faults.add(({ input }) => {
    const { Item } = input as { readonly Item?: { readonly state?: { readonly S?: string } } };
    return Item?.state?.S === state ? { kind: 'deny' } : undefined;
  });
}

/** A record of a key as another run wrote it. */
function putRecord(account: SandboxAccount, { userId, kept, key }: Keys): void {
  const at = account.clock.now().toISOString();
  const times = { intendedAt: at, changedAt: at, deactivatedAt: at };
  const record = { nonce: 'other', state: 'written', kept, execution: '', ...times };
  putItem(account, { pk: 'KEY', sk: `${userId}#${key}`, ...record });
}

/** A case for each error that only the remediation throws. */
export const REMEDIATION_ERROR_CASES: Readonly<Record<string, ErrorCase>> = {
  AccessKeyGoneError: async () => {
    const { account, alice } = withAlice(4);
    // Each of the two readings meets a key that was deleted after it had listed the keys.
    account.faults.add(({ operation, input }) => {
      if (operation === 'GetAccessKeyLastUsed')
        account.backdoor.deleteAccessKey((input as { AccessKeyId: string }).AccessKeyId);
      return undefined;
    });
    return errorOf(deactivate(account, alice.userId));
  },
  LedgerUnavailableError: () => {
    const { account } = withAlice();
    failCall(account, 'Query', { kind: 'deny' }, ALWAYS);
    return errorOf(runDailyPass(account));
  },
  LedgerFailedError: deactivating((account) => failCall(account, 'PutItem', { kind: 'throttle' }, ALWAYS)),
  MalformedItemError: deactivating((account, { userId }) =>
    putItem(account, { pk: 'LEASE', sk: userId, nonce: 'n', until: 'noon', operation: '', execution: '' }),
  ),
  LeaseLostError: deactivating((account, { userId }) =>
    beforeCall(account, 'GetUser', () =>
      putItem(account, { pk: 'LEASE', sk: userId, nonce: 'other', until: '', operation: '', execution: '' }),
    ),
  ),
  RecordChangedError: deactivating((account, keys) =>
    beforeCall(account, 'GetUser', () => putRecord(account, keys)),
  ),
  TimeOverError: deactivating((account) =>
    beforeCall(account, 'GetUser', () => account.clock.advance(131_000)),
  ),
  NoActiveKeyLeftError: deactivating((account, keys) => {
    for (const key of [keys.kept, keys.key]) account.backdoor.setKeyStatus(key, 'Inactive');
    putRecord(account, keys);
  }),
  DeactivationError: deactivating((account) => failCall(account, 'UpdateAccessKey', { kind: 'deny' })),
  SurvivorLostError: deactivating((account, { kept }) =>
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 2),
  ),
  UnrecordedDeactivationError: deactivating((account) => denyRecord(account, 'done')),
  UnrecordedReactivationError: afterDeactivation(reactivate, (account) => denyRecord(account, 'undone')),
  UserVanishedError: deactivating((account) =>
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'bob'), 2),
  ),
  UnconfirmedError: afterDeactivation(reactivate, (account, key) =>
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') account.backdoor.setKeyStatus(key, 'Inactive');
      return undefined;
    }),
  ),
  ReactivationError: afterDeactivation(reactivate, (account) =>
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, ALWAYS),
  ),
  DeletionError: afterDeactivation(deleteDeactivated, (account) =>
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, ALWAYS),
  ),
  NoticeNotAcceptedError: async () => {
    const { account } = await automaticAccount({ publish: () => ({ outcome: 'Collected' }) });
    const { userId } = addUser(account, 'alice', 2);
    return errorOf(deactivate(account, userId, { automatic: 'true' }));
  },
  AmbiguousRulesError: async () => {
    const { account } = await automaticAccount({ withoutRule: true });
    return errorOf(automaticPass(account));
  },
  IncompleteDailyPassError: async () => {
    const { account } = await withDeactivatedKey();
    failCall(account, 'ListAccessKeys', { kind: 'deny' }, ALWAYS);
    return errorOf(runDailyPass(account));
  },
};
