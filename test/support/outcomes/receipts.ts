import type { Telling } from '../../../demo/handlers.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import type { REFUSAL_CODES, Receipt } from '../../../remediation/receipt.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { putItem } from '../ledger.ts';
import { acceptMessages } from '../messages.ts';
import {
  deactivate,
  deleteDeactivated,
  keyIdsOf,
  noteTouchOf,
  reactivate,
  withAlice,
  withDeactivatedKey,
} from '../remediation.ts';
import { addUser } from '../rule.ts';
import { exemptUntil } from '../users.ts';

type ReceiptCase = () => Promise<Receipt>;

/** The user alice with two active keys, after `prepare`. */
async function withTwoKeys(
  prepare: (account: SandboxAccount, kept: string, surplus: string) => unknown = () => {},
) {
  const { account, alice, kept, surplus } = withAlice();
  const [key = ''] = surplus;
  await prepare(account, kept, key);
  return { account, alice, kept, key };
}

/** The user alice, whose second key was deactivated `daysAgo` days ago, after `prepare`. */
async function withPreparedKey(
  daysAgo = 14,
  prepare: (account: SandboxAccount, key: string) => unknown = () => {},
) {
  const { account, alice, key } = await withDeactivatedKey(daysAgo);
  await prepare(account, key);
  return { account, alice, key };
}

const tagAlice = (tags: Record<string, string>) => (account: SandboxAccount) =>
  account.backdoor.tagUser('alice', tags);

const deactivating =
  (...prepare: Parameters<typeof withTwoKeys>): ((parameters?: Record<string, string>) => ReceiptCase) =>
  (parameters = {}) =>
  async () => {
    const { account, alice } = await withTwoKeys(...prepare);
    return deactivate(account, alice.userId, parameters);
  };

const reactivating =
  (
    prepare: (account: SandboxAccount, key: string) => unknown,
    other?: (account: SandboxAccount) => string,
  ): ReceiptCase =>
  async () => {
    const { account, alice, key } = await withPreparedKey(1, prepare);
    return reactivate(account, alice.userId, other?.(account) ?? key);
  };

const deleting =
  (...prepare: Parameters<typeof withPreparedKey>): ((parameters?: Record<string, string>) => ReceiptCase) =>
  (parameters = {}) =>
  async () => {
    const { account, alice } = await withPreparedKey(...prepare);
    return deleteDeactivated(account, alice.userId, parameters);
  };

/** An automatic run, after `prepare`; where there are notices, the topics accept every message. */
const automatically =
  (telling: Partial<Telling> = {}, prepare: (account: SandboxAccount) => unknown = () => {}): ReceiptCase =>
  async () => {
    const { account, alice } = withAlice(2, { telling });
    acceptMessages(account);
    await prepare(account);
    return deactivate(account, alice.userId, { automatic: 'true' });
  };

const pause = (account: SandboxAccount) => account.parameters.put(NAMES.pauseParameter, 'a change freeze');

/** Somebody else was remediated automatically today. */
const useUpTheDay = (account: SandboxAccount) =>
  putItem(account, { pk: 'AUTOMATIC', sk: '2026-11-21', nonce: 'n', users: '["AIDABOB000000EXAMPLE"]' });

const changeNothing = () => {};
const touch = (account: SandboxAccount, key: string) =>
  noteTouchOf(account, key, 'arn:aws:iam::111122223333:user/bob');
const deleteAlice = (account: SandboxAccount) => account.backdoor.deleteUser('alice');

/** A case for each outcome, by operation. */
export const OUTCOME_CASES: Readonly<Record<string, ReceiptCase>> = {
  'Deactivate: Deactivated': deactivating()(),
  'Deactivate: Planned': deactivating()({ dryRun: 'true' }),
  'Deactivate: Noticed': automatically({ noticeDays: 3, hasTopic: true }),
  'Deactivate: NothingToDo': deactivating((account, kept) => account.backdoor.deleteAccessKey(kept))(),
  'Deactivate: Exempt': deactivating(tagAlice(exemptUntil('2026-12-01')))(),
  'Deactivate: Refused': deactivating(tagAlice({ 'one-active-key:keep': 'x' }))(),
  'Deactivate: UserGone': deactivating(deleteAlice)(),
  'Reactivate: Reactivated': reactivating(changeNothing),
  'Reactivate: NothingToDo': reactivating((account, key) => account.backdoor.setKeyStatus(key, 'Active')),
  'Reactivate: Refused': reactivating((account, key) => account.backdoor.deleteAccessKey(key)),
  'Reactivate: UserGone': reactivating(deleteAlice),
  'DeleteDeactivated: Deleted': deleting()(),
  'DeleteDeactivated: Planned': deleting()({ dryRun: 'true' }),
  'DeleteDeactivated: NothingToDo': deleting(13)(),
  'DeleteDeactivated: Exempt': deleting(14, tagAlice(exemptUntil('2026-12-24')))(),
  'DeleteDeactivated: Refused': deleting(14, tagAlice({ 'one-active-key:exempt-until': 'x' }))(),
  'DeleteDeactivated: UserGone': deleting(14, deleteAlice)(),
};

/** Replaces the keys of alice with two keys that have the same creation time and were never used. */
function createIndistinguishableKeys(account: SandboxAccount): void {
  for (const key of keyIdsOf(account)) account.backdoor.deleteAccessKey(key);
  const createdAt = new Date(account.clock.now().getTime() - 30 * DAY_MS);
  account.backdoor.createAccessKey('alice', { createdAt });
  account.backdoor.createAccessKey('alice', { createdAt });
}

/** The lease of alice as another run holds it. */
function lease(account: SandboxAccount): void {
  const { userId = '' } = account.backdoor.users().find(({ userName }) => userName === 'alice') ?? {};
  const until = new Date(account.clock.now().getTime() + 300_000).toISOString();
  putItem(account, { pk: 'LEASE', sk: userId, nonce: 'n', until, operation: 'Deactivate', execution: '' });
}

type Refusals = {
  [Operation in keyof typeof REFUSAL_CODES]: `${Operation}: ${(typeof REFUSAL_CODES)[Operation][number]}`;
}[keyof typeof REFUSAL_CODES];

/** A case for each refusal, by operation. */
export const REFUSAL_CASES = {
  'Deactivate: LeaseHeld': deactivating(lease)(),
  'Deactivate: InvalidExemption': deactivating(tagAlice({ 'one-active-key:exempt-until': 'for ever' }))(),
  'Deactivate: InvalidKeepTag': deactivating(tagAlice({ 'one-active-key:keep': 'AKIAIOSFODNN7EXAMPLE' }))(),
  'Deactivate: InvalidKeepAccessKeyId': deactivating()({ keepAccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
  'Deactivate: Indistinguishable': deactivating(createIndistinguishableKeys)(),
  'Deactivate: KeysInUse': deactivating((account, _, key) =>
    account.backdoor.useKey(key, {
      at: new Date(account.clock.now().getTime() - DAY_MS),
      service: 's3',
      region: 'us-east-1',
    }),
  )(),
  'Deactivate: NewKey': deactivating((account, _, key) => {
    account.backdoor.deleteAccessKey(key);
    account.backdoor.createAccessKey('alice', {
      createdAt: new Date(account.clock.now().getTime() - 2 * DAY_MS),
    });
  })(),
  'Deactivate: PlanChanged': async () => {
    const { account, alice, kept, key } = await withTwoKeys();
    return deactivate(account, alice.userId, {
      approvedKeptAccessKeyId: key,
      approvedAccessKeyIds: kept,
      approvedReason: 'Selected by LeastRecentlyUsed.',
    });
  },
  'Deactivate: Paused': automatically({}, pause),
  'Deactivate: DailyLimit': automatically({ automaticPerDay: 1 }, useUpTheDay),
  'Reactivate: LeaseHeld': reactivating(lease),
  'Reactivate: UnknownAccessKey': reactivating((account, key) => account.backdoor.deleteAccessKey(key)),
  'Reactivate: ForeignAccessKey': reactivating(
    changeNothing,
    (account) => addUser(account, 'bob', 1).keys[0] ?? '',
  ),
  'Reactivate: NotDeactivatedByUs': reactivating(changeNothing, (account) => {
    const [kept = ''] = keyIdsOf(account);
    account.backdoor.setKeyStatus(kept, 'Inactive');
    return kept;
  }),
  'Reactivate: TouchedSince': reactivating(touch),
  'DeleteDeactivated: LeaseHeld': deleting(14, lease)(),
  'DeleteDeactivated: InvalidExemption': deleting(
    14,
    tagAlice({ 'one-active-key:exempt-until': '2029-01-01' }),
  )(),
  'DeleteDeactivated: InvalidKeepTag': deleting(14, tagAlice({ 'one-active-key:keep': 'the new one' }))(),
  'DeleteDeactivated: TouchedSince': deleting(14, touch)(),
  'DeleteDeactivated: EventsNotSeen': async () => {
    const { account, alice } = await withTwoKeys();
    await deactivate(account, alice.userId);
    account.clock.advance(14 * DAY_MS);
    return deleteDeactivated(account, alice.userId);
  },
} satisfies Readonly<Record<Refusals, ReceiptCase>>;
